package dev.fettle.story;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.BackedUp;
import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.Keeper;
import dev.fettle.kit.TestHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A machine comes back after a week: its backup and the look at it are both overdue, and the look
/// would find what everybody knows.
class CaughtUpBackupsTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;
    private BackedUp backup;

    @BeforeEach
    void a_backup_that_is_a_week_old() throws Exception {
        home = TestHome.in(place);
        backup = BackedUp.in(home.beside("backup")).files(20, 2000);
        Keeper.RESTIC.make(backup);
        Keeper.RESTIC.backUp(backup, Keeper.RESTIC.at(aWeekAgo()), backup.source());
    }

    private static String aWeekAgo() {
        return LocalDateTime.now(ZoneOffset.UTC)
                .minusDays(7)
                .format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss"));
    }

    /// The look was due first.
    private void bothAreOverdue(String more) throws Exception {
        var check = "\ncheck:\n  - " + Keeper.RESTIC.check(backup, "restore: 1 file");
        home.automation("health", "schedule: every 1h" + check);
        home.automation("backup", "schedule: every 1h\nrun: ./go.sh\n" + more + check)
                .script(
                        "backup",
                        """
                        touch ../../begun
                        until test -e ../../go; do sleep 0.05; done
                        restic -r %s -p %s backup %s
                        """
                                .formatted(
                                        backup.repository(), backup.password(), backup.source()));
        home.automation("other", "schedule: every 1s\nrun: \"true\"");
        home.isDueAt("health", Instant.now().minus(Duration.ofMinutes(20)));
        home.isDueAt("backup", Instant.now().minus(Duration.ofMinutes(10)));
    }

    /// Caught-up runs start a second apart: by now each would have started.
    private void itsTimeGoesBy() {
        until(() -> home.runs("other").size() > 3);
    }

    @Test
    void the_look_at_a_backup_comes_after_its_caught_up_run() throws Exception {
        bothAreOverdue("");

        try (var _ = FettleProcess.up(home)) {
            until(() -> Files.exists(home.beside("begun")));
            itsTimeGoesBy();
            assertThat(home.runs("health")).isEmpty();
            Files.createFile(home.beside("go"));

            var made = home.awaitRun("backup");
            var look = home.awaitRun("health");
            assertThat(made.outcome()).as(made.toString()).contains("succeeded");
            assertThat(look.outcome()).as(look.toString()).contains("succeeded");
        }
    }

    @Test
    void it_waits_no_longer_for_one_that_was_paused_and_tells_what_it_finds() throws Exception {
        bothAreOverdue("needs: [mount %s]".formatted(home.beside("disk")));

        try (var _ = FettleProcess.up(home)) {
            itsTimeGoesBy();
            assertThat(home.runs("health")).isEmpty();
            assertThat(FettleProcess.call(home, "pause", "backup").code()).isZero();

            var look = home.awaitRun("health");
            assertThat(look.outcome()).as(look.toString()).contains("invalid");
            assertThat(look.checks().getFirst().code()).contains("stale");
        }
    }

    @Test
    void it_waits_no_longer_for_one_that_failed() throws Exception {
        bothAreOverdue("");
        home.script("backup", "exit 3");

        try (var _ = FettleProcess.up(home)) {
            var look = home.awaitRun("health");
            assertThat(look.checks().getFirst().code()).contains("stale");
            assertThat(home.awaitRun("backup").outcome()).contains("failed");
        }
    }
}
