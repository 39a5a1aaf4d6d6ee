package dev.fettle.story;

import static dev.fettle.kit.TestHome.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.alert.Errand;
import dev.fettle.health.Awake;
import dev.fettle.health.IncidentLook;
import dev.fettle.health.Vigil;
import dev.fettle.kit.BackedUp;
import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import dev.fettle.kit.TurnableClock;
import dev.fettle.publish.Mounted;
import dev.fettle.verb.RunView;
import dev.fettle.verb.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// "The storage location changed, the script failed, and I did not notice for two weeks."
///
/// A backup by the real restic works for a month, by a clock that the test turns. Then its disk is
/// away, another disk lies there, its repository is moved, another repository takes its place: it
/// is kept from writing, and its user hears of it the same day.
class MovedBackupTest {
    private static final DateTimeFormatter RESTIC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final TurnableClock clock = new TurnableClock();
    @TempDir private Path place;
    @AutoClose private TestHome home;
    private BackedUp backup;
    private Path disk;
    private Vigil vigil;
    private Errand errand;

    @BeforeEach
    void a_backup_to_a_disk() throws Exception {
        home = TestHome.in(place, clock);
        disk = Files.createDirectories(home.beside("disk"));
        backup = BackedUp.in(home.beside("backup")).files(20, 2000);
        home.automation(
                        "backup",
                        """
                        run: ./go.sh
                        needs: [mount %1$s]
                        env: {RESTIC_REPOSITORY: %1$s/restic, RESTIC_PASSWORD_FILE: %2$s, TZ: UTC}
                        check:
                          - restic: {repository: %1$s/restic, password-file: %2$s, source: [%3$s],
                                     fresh: 16d, verify: structure, restore: 1 file}
                        """
                                .formatted(disk, backup.password(), backup.source()))
                .script(
                        "backup",
                        "restic backup --no-cache --time \"$(cat ../../today)\" "
                                + backup.source());
        Files.writeString(
                home.root().resolve("fettle.yaml"),
                "web: off\nchannels: {own: {command: [\"true\"]}}\n");
        home.workshop().rereadSettings();
        var store = home.workshop().store();
        var look = new IncidentLook(store, clock, () -> opened().settings());
        vigil = new Vigil(look, home.workshop().sights(), new Awake(store, clock), clock);
        vigil.become(home.workshop().home().read());
        errand =
                new Errand(
                        store,
                        home.workshop().state(),
                        home.root(),
                        clock,
                        home.workshop().settings(),
                        e -> {
                            throw new AssertionError(e);
                        });
    }

    @Test
    void a_backup_whose_storage_moves_writes_nowhere_else_and_is_told_the_same_day()
            throws Exception {
        try (var blue = Mounted.memory(home.beside("blue"), "size=16m");
                var red = Mounted.memory(home.beside("red"), "size=16m")) {
            restic(blue.point(), "init");
            try (var _ = plugged(blue)) {
                for (int n = 0; n < 3; n++) {
                    Files.writeString(backup.source().resolve("diary"), "the " + n + "th entry");
                    goes("succeeded");
                    clock.turn(Duration.ofDays(15));
                }
            }

            goes("blocked");
            assertThat(names(disk)).isEmpty();
            assertThat(told())
                    .last()
                    .asString()
                    .startsWith("OPENED backup: blocked: nothing is mounted at " + disk)
                    .contains("Last proved restorable", ", 15 d ago");
            assertThat(FettleProcess.call(home, "status", "backup").out())
                    .contains("last proved restorable ");
            assertThat(FettleProcess.call(home, "digest", "--print").out())
                    .contains("backup: last proved restorable ");
            clock.turn(Duration.ofHours(3));
            try (var _ = plugged(blue)) {
                goes("succeeded");
            }
            assertThat(told())
                    .last()
                    .asString()
                    .matches("(?s)RECOVERED backup works again since .*, after 3 h\\..*");

            clock.turn(Duration.ofDays(1));
            try (var _ = plugged(red)) {
                goes("blocked");
                assertThat(names(disk)).isEmpty();
            }
            assertThat(told()).last().asString().startsWith("OPENED backup: blocked: another disk");

            try (var _ = plugged(blue)) {
                itsRepositoryIsMovedAndAnotherOneMade();
            }
            assertThat(names(red.point())).isEmpty();
        }
    }

    private void itsRepositoryIsMovedAndAnotherOneMade() throws Exception {
        var repository = disk.resolve("restic");
        Files.move(repository, disk.resolve("elsewhere"));

        assertThat(goes("blocked").checks().getFirst().code()).contains("gone");

        assertThat(names(disk)).containsExactly("elsewhere");
        restic(disk, "init");
        var replaced = goes("blocked");
        assertThat(replaced.checks().getFirst().code()).contains("replaced");
        assertThat(replaced.reason().orElseThrow()).contains("fettle lock backup");
        assertThat(names(repository.resolve("snapshots"))).isEmpty();

        Files.move(repository, disk.resolve("other"));
        Files.move(disk.resolve("elsewhere"), repository);
        goes("succeeded");
        assertThat(told()).last().asString().startsWith("RECOVERED backup");
        assertThat(home.status("backup").incident()).isEmpty();
    }

    /// Runs it once, today.
    private RunView goes(String outcome) throws Exception {
        Files.writeString(home.beside("today"), RESTIC.format(clock.now()));
        var run = home.run("backup");
        assertThat(run.outcome()).as("%s", run).contains(outcome);
        vigil.look();
        errand.run(false, TestHome.PATIENCE);
        return run;
    }

    private Mounted plugged(Mounted which) throws IOException {
        return Mounted.bind(which.point(), disk);
    }

    private void restic(Path on, String... arguments) throws Exception {
        var words = new String[arguments.length + 2];
        words[0] = "--repo";
        words[1] = on.resolve("restic").toString();
        System.arraycopy(arguments, 0, words, 2, arguments.length);
        backup.restic(words);
    }

    private List<String> told() throws IOException {
        return home.workshop()
                .store()
                .read(sql ->
                        sql.list(
                                """
                                SELECT kind, lead, sections FROM message JOIN delivery ON message = message.seq
                                WHERE state = 'sent' ORDER BY message.seq
                                """,
                                row ->
                                        row.text("kind")
                                                + " "
                                                + row.text("lead")
                                                + row.text("sections")));
    }

    private Workshop opened() {
        try {
            return home.workshop();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
