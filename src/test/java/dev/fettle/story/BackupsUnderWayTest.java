package dev.fettle.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.BackedUp;
import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import dev.fettle.publish.Mounted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A repository is looked at while others work on it, or after they came to nothing.
class BackupsUnderWayTest {
    private static final int ROOM = 24_000_000;

    @TempDir private Path place;
    @AutoClose private TestHome home;
    private BackedUp backup;

    @BeforeEach
    void a_few_files() throws Exception {
        home = TestHome.in(place);
        backup = BackedUp.in(home.beside("backup")).files(20, 2000);
    }

    @Test
    void a_backup_by_somebody_else_hinders_no_look_and_is_not_hindered() throws Exception {
        backup.restic("init");
        backup.restic("backup", backup.source().toString());
        health("restic", backup.repository());

        try (var other = backup.underWay("restic", "backup", "--stdin")) {
            TestHome.until(() -> !backup.stored("locks").isEmpty());

            var look = run();

            assertThat(look.code()).as(look.out() + look.err()).isZero();
            assertThat(other.isAtWork()).isTrue();
            assertThat(other.end()).isZero();
        }
        assertThat(backup.stored("snapshots")).hasSize(2);
        assertThat(run().code()).isZero();
    }

    @Test
    void borgs_check_waits_for_a_backup_that_works() throws Exception {
        backup.run("borg", "init", "-e", "repokey-blake2");
        backup.run("borg", "create", "::one", backup.source().toString());
        health("borg", backup.repository());

        try (var other = backup.underWay("borg", "create", "::two", "-")) {
            TestHome.until(() -> Files.exists(backup.repository().resolve("lock.exclusive")));
            try (var look = FettleProcess.start(home, "run", "health")) {
                TestHome.until(() -> backup.isAtWork("check"));

                assertThat(other.end()).isZero();

                var seen = look.awaitEnd();
                assertThat(seen.code()).as(seen.out() + seen.err()).isZero();
            }
        }
        assertThat(backup.run("borg", "list", "--short")).contains("one", "two");
    }

    @Test
    void a_disk_that_fills_in_the_middle_is_no_damage_to_restic() throws Exception {
        try (var disk = Mounted.memory(home.beside("disk"), "size=" + ROOM)) {
            var repository = disk.point().resolve("repository");
            backup.restic("-r", repository.toString(), "init");
            backup.restic("-r", repository.toString(), "backup", backup.source().toString());
            health("restic", repository);
            assertThat(run().code()).isZero();
            backs("restic -r %s -p %s backup %s", repository);

            var full = FettleProcess.call(home, "run", "backup", "--json");
            assertThat(full.json()).containsEntry("outcome", "failed");
            assertThat(FettleProcess.call(home, "log", "backup").out())
                    .contains("no space left on device");

            var look = run();
            assertThat(look.code()).as(look.out() + look.err()).isZero();
        }
    }

    /// Borg itself cannot look at a repository on a full disk: that is told, and is no proof of
    /// damage.
    @Test
    void a_disk_that_fills_in_the_middle_is_no_damage_to_borg() throws Exception {
        try (var disk = Mounted.memory(home.beside("disk"), "size=" + ROOM)) {
            var repository = disk.point().resolve("repository");
            backup.run("borg", "init", "-e", "repokey-blake2", repository.toString());
            backup.run("borg", "create", repository + "::one", backup.source().toString());
            health("borg", repository);
            assertThat(run().code()).isZero();
            backs(
                    "BORG_BASE_DIR=%4$s BORG_PASSCOMMAND='cat %2$s' borg create %1$s::two %3$s",
                    repository);

            var full = FettleProcess.call(home, "run", "backup", "--json");
            assertThat(full.json()).containsEntry("outcome", "failed");

            var look = run();
            assertThat(look.json().get("outcome")).as(look.out()).isIn("succeeded", "blocked");
            Files.delete(disk.point().resolve("filler"));
            var later = run();
            assertThat(later.code()).as(later.out()).isZero();
        }
    }

    private void health(String kind, Path repository) throws Exception {
        home.automation(
                "health",
                "check:\n  - %s: {repository: %s, password-file: %s, source: [%s]}"
                        .formatted(kind, repository, backup.password(), backup.source()));
    }

    /// From now on there is more to back up than there is room.
    private void backs(String command, Path repository) throws Exception {
        var large = new byte[ROOM];
        new Random(1).nextBytes(large);
        Files.write(backup.source().resolve("large"), large);
        Files.write(repository.resolveSibling("filler"), new byte[ROOM / 3]);
        home.automation("backup", "run: ./go.sh")
                .script(
                        "backup",
                        command.formatted(
                                repository,
                                backup.password(),
                                backup.source(),
                                home.beside("base")));
    }

    private FettleProcess.Ended run() throws Exception {
        return FettleProcess.call(home, "run", "health", "--json");
    }
}
