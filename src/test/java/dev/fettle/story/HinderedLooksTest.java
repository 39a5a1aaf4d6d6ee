package dev.fettle.story;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fettle.kit.BackedUp;
import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.Keeper;
import dev.fettle.kit.TestHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Looks at repositories that are broken off, or may not be made any more: nothing that was not
/// seen is called damage, and nothing is left that keeps a backup from working.
class HinderedLooksTest {
    /// Root reads everything: these are the rights of somebody who does not.
    private static final List<String> ORDINARY =
            "root".equals(System.getProperty("user.name"))
                    ? List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--")
                    : List.of();

    private static final Duration RESTIC_TRIES_AGAIN = Duration.ofMinutes(3);

    @TempDir private Path place;
    @AutoClose private TestHome home;
    private BackedUp backup;

    @BeforeEach
    void a_few_files() throws Exception {
        home = TestHome.in(place);
        backup = BackedUp.in(home.beside("backup")).files(20, 2000);
    }

    private void made(Keeper keeper, String before) throws Exception {
        keeper.make(backup);
        keeper.backUp(backup, backup.source());
        home.automation(
                "health", before + "check:\n  - " + keeper.check(backup, "restore: 2 files"));
    }

    // --- permission

    @ParameterizedTest
    @EnumSource(Keeper.class)
    void a_repository_that_may_not_be_read_any_more_is_refused(Keeper keeper) throws Exception {
        made(keeper, "");
        isGood(look());

        isRefusedWithout(backup.repository());
    }

    @ParameterizedTest
    @EnumSource(Keeper.class)
    @Tag("long")
    @Tag("long-backups")
    void parts_of_it_that_may_not_be_read_any_more_are_no_damage(Keeper keeper) throws Exception {
        made(keeper, "");
        isGood(look());

        isRefusedWithout(backup.repository().resolve("data"));
        isRefusedWithout(backup.repository().resolve("config"));
        isRefusedWithout(backup.stored("data").getFirst());
        isRefusedWithout(backup.password());
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void keys_and_indexes_that_may_not_be_read_any_more_are_no_damage() throws Exception {
        made(Keeper.RESTIC, "");
        isGood(look());

        for (var folder : List.of("keys", "index", "snapshots", "locks")) {
            isRefusedWithout(backup.repository().resolve(folder));
        }
    }

    private void isRefusedWithout(Path path) throws Exception {
        var before = Files.getPosixFilePermissions(path);
        backup.run("chmod", "000", path.toString());
        try {
            var run = look();
            assertThat(run.json().get("outcome")).as(path + run.out()).isEqualTo("blocked");
            assertThat(check(run)).as(path + run.out()).containsEntry("code", "refused");
            assertThat(check(run).get("passed")).isNull();
        } finally {
            Files.setPosixFilePermissions(path, before);
        }
        isGood(look());
    }

    private FettleProcess.Ended look() throws Exception {
        try (var run = FettleProcess.start(ORDINARY, home, Map.of(), "run", "health", "--json")) {
            return run.awaitEnd(RESTIC_TRIES_AGAIN);
        }
    }

    private static void isGood(FettleProcess.Ended run) {
        assertThat(run.code()).as(run.out() + run.err()).isZero();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> check(FettleProcess.Ended run) {
        return (Map<String, Object>) ((List<?>) run.json().get("checks")).getFirst();
    }

    // --- broken off

    @Test
    void a_look_at_borg_makes_room_for_a_backup_and_leaves_no_lock() throws Exception {
        aSlowBorg();
        home.automation(
                        "backup",
                        "run: ./go.sh\ncheck:\n  - " + Keeper.BORG.check(backup, "restore: 1 file"))
                .script(
                        "backup",
                        "BORG_BASE_DIR=%s BORG_PASSCOMMAND='cat %s' borg create %s::$FETTLE_RUN %s"
                                .formatted(
                                        home.beside("base"),
                                        backup.password(),
                                        backup.repository(),
                                        backup.source()));
        isGood(FettleProcess.call(home, "run", "backup"));

        try (var look = lookUnderWay()) {
            isGood(FettleProcess.call(home, "run", "backup"));

            isGood(look.awaitEnd());
        }
        nobodyIsInTheWay();
    }

    @Test
    void a_look_at_borg_ends_with_the_fettle_that_made_it() throws Exception {
        aSlowBorg();
        try (var look = lookUnderWay()) {
            look.kill9();
        }
        until(() -> !backup.isAtWork("check"));
        nobodyIsInTheWay();
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void a_borg_that_is_killed_while_it_looks_proves_no_damage() throws Exception {
        aSlowBorg();
        try (var look = lookUnderWay()) {
            for (var borg : backup.atWork("check")) {
                assertThat(borg.destroyForcibly()).isTrue();
            }

            var run = look.awaitEnd();
            assertThat(run.json()).containsEntry("outcome", "blocked");
            assertThat(check(run)).containsEntry("code", "failed");
        }
        assertThat(backup.repository().resolve("lock.exclusive")).isNotEmptyDirectory();
        Keeper.BORG.backUp(backup, backup.source());
        nobodyIsInTheWay();
    }

    /// Looks at a repository on a disk that becomes slow.
    private void aSlowBorg() throws Exception {
        var programs = Files.createDirectories(home.beside("programs"));
        var slow = home.beside("slow");
        var borg = programs.resolve("borg");
        Files.writeString(
                borg,
                """
                #!/usr/bin/python3
                import os, sys, time
                from borg.archiver import main
                from borg.repository import LoggedIO
                read = LoggedIO.iter_objects
                def slowly(*some, **more):
                    if 'check' in sys.argv and os.path.exists('%1$s'):
                        open('%1$s.now', 'w')
                        time.sleep(300)
                    return read(*some, **more)
                LoggedIO.iter_objects = slowly
                main()
                """
                        .formatted(slow));
        assertThat(borg.toFile().setExecutable(true)).isTrue();
        assumeTrue(
                Files.exists(Path.of("/usr/lib/python3/dist-packages/borg")),
                "borg is no package of Python's here");
        made(Keeper.BORG, "path: %s:%s\n".formatted(programs, System.getenv("PATH")));
    }

    /// It has its lock, and reads for minutes.
    private FettleProcess lookUnderWay() throws Exception {
        var slow = Files.createFile(home.beside("slow"));
        var look = FettleProcess.start(home, "run", "health", "--json");
        until(() -> Files.exists(home.beside("slow.now")));
        Files.delete(slow);
        assertThat(backup.repository().resolve("lock.exclusive")).isNotEmptyDirectory();
        return look;
    }

    /// A backup and a look, right away.
    private void nobodyIsInTheWay() throws Exception {
        assertThat(backup.atWork("check")).isEmpty();
        assertThat(backup.repository().resolve("lock.exclusive")).doesNotExist();
        Keeper.BORG.backUp(backup, backup.source());
        var look = FettleProcess.call(home, "run", "health", "--json");
        isGood(look);
        assertThat(look.json()).doesNotContainKey("warning");
    }
}
