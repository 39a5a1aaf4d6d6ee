package dev.fettle.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.BackedUp;
import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A backup is believed once files came back from it, and what it was once is known ever after.
class BackupsTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;
    private BackedUp backup;

    @BeforeEach
    void a_small_repository() throws Exception {
        home = TestHome.in(place);
        backup = BackedUp.in(home.beside("backup")).files(20, 2000);
        backup.restic("init");
        backup.restic("backup", "--time", hoursAgo(1), backup.source().toString());
    }

    private static String hoursAgo(int hours) {
        return LocalDateTime.now(ZoneOffset.UTC)
                .minusHours(hours)
                .format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss"));
    }

    private FettleProcess.Ended run() throws Exception {
        return FettleProcess.call(home, "run", "health", "--json");
    }

    private Object lastProved() throws Exception {
        var answer = FettleProcess.call(home, "status", "health", "--json");
        var status = answer.json();
        assertThat(status).as(answer.out() + answer.err()).containsKey("automations");
        var automations = (List<?>) status.get("automations");
        return String.valueOf(((Map<?, ?>) automations.getFirst()).get("lastProved"));
    }

    private static Map<?, ?> check(FettleProcess.Ended run) {
        return (Map<?, ?>) ((List<?>) run.json().get("checks")).getFirst();
    }

    @Test
    void a_health_check_believes_a_repository_until_another_one_lies_there() throws Exception {
        home.automation(
                "health",
                "check:\n  - restic: {repository: %s, password-file: %s, source: [%s]}"
                        .formatted(backup.repository(), backup.password(), backup.source()));
        assertThat(lastProved()).isEqualTo("null");

        var good = run();
        assertThat(good.code()).as(good.out() + good.err()).isZero();
        var proved = lastProved();
        assertThat(proved).asString().startsWith("20");

        backup.run("rm", "-rf", backup.repository().toString());
        backup.restic("init");
        backup.restic("backup", backup.source().toString());
        var bad = run();
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.json()).containsEntry("outcome", "invalid");
        assertThat(check(bad).get("code")).isEqualTo("replaced");
        assertThat(check(bad).get("passed")).isEqualTo(false);
        assertThat(check(bad).get("detail")).asString().contains("fettle lock health");
        assertThat(lastProved()).isEqualTo(proved);

        assertThat(FettleProcess.call(home, "lock", "health").code()).isZero();
        var meant = run();
        assertThat(meant.code()).as(meant.out()).isZero();
    }

    @Test
    void a_copy_and_an_archive_are_believed_until_something_is_missing() throws Exception {
        var copy = home.beside("copy");
        var archive = home.beside("docs.tar.zst");
        backup.run("rsync", "-a", backup.source() + "/", copy + "/");
        backup.run("tar", "--zstd", "-cf", archive.toString(), backup.source().toString());
        home.automation(
                "health",
                "check:\n  - rsync: {source: %1$s, copy: %2$s}\n  - tar: {source: %1$s, archive: %3$s}"
                        .formatted(backup.source(), copy, archive));

        var good = run();
        assertThat(good.code()).as(good.out() + good.err()).isZero();
        assertThat(lastProved()).asString().startsWith("20");

        Files.delete(copy.resolve("d1/f1"));
        var bad = run();
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.json()).containsEntry("outcome", "invalid");
        assertThat(check(bad).get("code")).isEqualTo("damaged");
        assertThat(check(bad).get("detail")).asString().contains("d1/f1");
    }

    /// Restic 0.14 ends with 0 where a source was not there; later ones with 3, of which the script
    /// makes a 0.
    @Test
    void what_a_run_left_out_or_did_not_make_is_told_and_a_secret_is_its_password()
            throws Exception {
        var from = List.of("sh", "-c", "exec \"$@\" <\"$0\"", backup.password().toString());
        try (var set = FettleProcess.start(from, home, Map.of(), "secret", "set", "BACKUP_KEY")) {
            assertThat(set.awaitEnd().code()).isZero();
        }
        var check =
                "run: ./go.sh\ncheck:\n  - restic: {repository: %s, password: BACKUP_KEY, source: [%s]}"
                        .formatted(backup.repository(), backup.source());
        home.automation("health", check);
        var restic = "RESTIC_PASSWORD=$BACKUP_KEY restic -r %s ".formatted(backup.repository());

        home.script("health", "true");
        var none = run();
        assertThat(check(none).get("code")).isEqualTo("stale");
        assertThat(check(none).get("detail")).asString().contains("by this run");

        home.script("health", restic + "backup " + backup.source());
        var good = run();
        assertThat(good.code()).as(good.out() + good.err()).isZero();

        home.script("health", restic + "backup " + backup.source() + " /missing; true");
        var incomplete = run();
        assertThat(incomplete.json()).containsEntry("outcome", "invalid");
        assertThat(check(incomplete).get("code")).isEqualTo("incomplete");
    }

    @Test
    void a_backup_breaks_off_a_look_at_its_repository_which_goes_on_after_it() throws Exception {
        var programs = Files.createDirectories(home.beside("programs"));
        var asked = home.beside("asked");
        var slow = home.beside("slow");
        var restic = programs.resolve("restic");
        Files.writeString(
                restic,
                """
                #!/bin/sh
                PATH=${PATH#*:}
                case " $* " in *" --read-data "*)
                    echo asked >>%s
                    test ! -e %s || sleep 300;;
                esac
                exec restic "$@"
                """
                        .formatted(asked, slow));
        assertThat(restic.toFile().setExecutable(true)).isTrue();
        var check =
                "check:\n  - restic: {repository: %s, password-file: %s, source: [%s]}"
                        .formatted(backup.repository(), backup.password(), backup.source());
        home.automation(
                "health", "path: %s:%s\n%s".formatted(programs, System.getenv("PATH"), check));
        home.automation("backup", "run: ./go.sh\n" + check);
        home.script(
                "backup",
                "restic -r %s -p %s backup %s"
                        .formatted(backup.repository(), backup.password(), backup.source()));
        assertThat(run().code()).isZero();
        assertThat(FettleProcess.call(home, "run", "backup").code()).isZero();
        Files.createFile(slow);

        try (var look = FettleProcess.start(home, "run", "health")) {
            TestHome.until(() -> Files.readAllLines(asked).size() == 2);
            Files.delete(slow);
            assertThat(FettleProcess.call(home, "run", "backup").code()).isZero();

            assertThat(look.awaitEnd().code()).isZero();
        }
        assertThat(asked).content().hasLineCount(3);
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void two_repositories_lie_there_by_turns_and_neither_is_held_against_the_other()
            throws Exception {
        home.automation(
                "health",
                "check:\n  - restic: {repository: %s, password-file: %s, source: [%s]}"
                        .formatted(backup.repository(), backup.password(), backup.source()));
        assertThat(run().code()).isZero();
        backup.keep();
        backup.run("rm", "-rf", backup.repository().toString());
        backup.restic("init");
        backup.restic("backup", "--time", hoursAgo(2), backup.source().toString());
        assertThat(check(run()).get("code")).isEqualTo("replaced");

        var added = FettleProcess.call(home, "lock", "health", "--add");
        assertThat(added.code()).as(added.err()).isZero();
        assertThat(added.out()).contains("one more for restic " + backup.repository());
        var other = run();
        assertThat(other.code()).as("its newest is older: " + other.out()).isZero();

        for (var snapshot : backup.stored("snapshots")) {
            Files.delete(snapshot);
        }
        backup.restic("backup", "--time", "2020-01-01 00:00:00", backup.source().toString());
        assertThat(check(run()).get("code")).as("of this one").isEqualTo("set-back");

        backup.restore();
        assertThat(run().code()).as("of the first one").isZero();
    }
}
