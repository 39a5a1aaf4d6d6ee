package dev.fettle.story;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.health.Awake;
import dev.fettle.health.IncidentLook;
import dev.fettle.health.Vigil;
import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.ScriptedSmtp;
import dev.fettle.kit.SleepyClock;
import dev.fettle.kit.TestHome;
import dev.fettle.verb.PauseVerb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run that works much longer than those before it is told while it works.
class LongRunsTest {
    private static final int LEARNT_FROM = 8;
    private static final String SUBJECT = "job: works much longer than usual";

    private final SleepyClock clock = new SleepyClock();
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_job_that_usually_takes_ten_minutes() throws Exception {
        home = TestHome.in(place, clock);
        home.automation("job", "run: ./go.sh")
                .script("job", "[ ! -e ../../hangs ] || sleep 600; echo done\n");
        for (int n = 0; n < LEARNT_FROM; n++) {
            home.run("job");
        }
        // What a program does in ten minutes nobody waits for here.
        write("UPDATE measured SET measures = 'warnings=0 took=600000'");
        Files.createFile(home.beside("hangs"));
    }

    @Test
    void it_is_told_once_and_is_no_incident() throws Exception {
        var vigil = vigil();
        try (var _ = FettleProcess.start(home, "run", "job")) {
            awaitWork();
            passes(vigil, Duration.ofMinutes(29));
            assertThat(told()).as("three times as long is nothing special").isEmpty();

            passes(vigil, Duration.ofMinutes(15));

            assertThat(told()).hasSize(1).first().asString().contains("it usually takes 10 m");
            assertThat(home.status("job").incident()).isEmpty();
            passes(vigil, Duration.ofHours(5));
            passes(vigil(), Duration.ofMinutes(5));
            assertThat(told()).as("by another daemon too").hasSize(1);
        }
    }

    @Test
    void what_the_machine_sleeps_through_does_not_count() throws Exception {
        var vigil = vigil();
        try (var _ = FettleProcess.start(home, "run", "job")) {
            awaitWork();
            clock.asleep(Duration.ofHours(9));
            passes(vigil, Duration.ofMinutes(20));

            assertThat(told()).isEmpty();
        }
    }

    @Test
    void while_it_is_paused_nobody_is_told() throws Exception {
        var vigil = vigil();
        try (var _ = FettleProcess.start(home, "run", "job")) {
            awaitWork();
            assertThat(FettleProcess.call(home, "pause", "job").code()).isZero();
            passes(vigil, Duration.ofHours(2));
            assertThat(told()).isEmpty();

            new PauseVerb(home.workshop()).resume(Optional.of("job"));
            passes(vigil, Duration.ofMinutes(2));

            assertThat(told()).hasSize(1);
        }
    }

    @Test
    void a_job_of_a_second_is_given_ten_minutes() throws Exception {
        write("UPDATE measured SET measures = 'warnings=0 took=1000'");
        var vigil = vigil();
        try (var _ = FettleProcess.start(home, "run", "job")) {
            awaitWork();
            clock.asleep(Duration.ofHours(9));
            passes(vigil, Duration.ofMinutes(9));
            assertThat(told()).isEmpty();

            passes(vigil, Duration.ofMinutes(3));

            assertThat(told()).hasSize(1).first().asString().contains("it usually takes 1.0 s");
        }
    }

    @Test
    void of_a_job_of_hours_nothing_is_told_before() throws Exception {
        write("UPDATE measured SET measures = 'warnings=0 took=18000000'");
        var vigil = vigil();
        try (var _ = FettleProcess.start(home, "run", "job")) {
            awaitWork();
            passes(vigil, Duration.ofMinutes(20));

            assertThat(told()).isEmpty();
        }
    }

    @Test
    void a_daemon_sends_a_letter_about_it() throws Exception {
        try (var server = ScriptedSmtp.start()) {
            Files.writeString(
                    home.root().resolve("fettle.yaml"),
                    "web: off\nchannels:\n  me: {email: {to: me@example.org, from: f@example.org,"
                            + " server: 'smtp://127.0.0.1:%d'}}\n".formatted(server.port()));
            try (var _ = FettleProcess.up(home)) {
                until(() -> count("SELECT count(*) FROM awake") > 0);
            }
            try (var _ = FettleProcess.start(home, "run", "job")) {
                awaitWork();
                // As if it had begun an hour ago, and a daemon had watched since then.
                write("UPDATE run SET started_at = started_at - 3600000 WHERE outcome IS NULL");
                write("UPDATE awake SET at = at - 3700000, nanos = nanos - 3700000000000");
                try (var _ = FettleProcess.up(home)) {
                    until(() -> server.mails().stream().anyMatch(mail -> mail.contains(SUBJECT)));
                }
            }
        }
    }

    private Vigil vigil() throws IOException {
        var workshop = home.workshop();
        var look = new IncidentLook(workshop.store(), clock, workshop::settings);
        var vigil = new Vigil(look, workshop.sights(), new Awake(workshop.store(), clock), clock);
        vigil.become(workshop.home().read());
        vigil.look();
        return vigil;
    }

    private void passes(Vigil vigil, Duration time) throws IOException {
        for (var left = time; left.isPositive(); left = left.minusMinutes(1)) {
            clock.awake(Duration.ofMinutes(1));
            vigil.look();
        }
    }

    private void awaitWork() {
        until(() ->
                count("SELECT count(*) FROM run WHERE outcome IS NULL AND started_at > 0") == 1);
    }

    private List<String> told() throws IOException {
        return home.workshop()
                .store()
                .read(sql ->
                        sql.list(
                                "SELECT lead FROM message WHERE subject = ?",
                                row -> row.text("lead"),
                                SUBJECT));
    }

    private long count(String query) throws IOException {
        return home.workshop().store().read(sql -> sql.number(query));
    }

    private void write(String statement) throws IOException {
        home.workshop().store().write(sql -> sql.update(statement));
        home.letGo();
    }
}
