package dev.fettle.story;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.ScriptedSmtp;
import dev.fettle.kit.TestHome;
import dev.fettle.kit.TurnableClock;
import dev.fettle.verb.DigestVerb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happened in a week, told when all is well too.
class DigestTest {
    private final TurnableClock clock = new TurnableClock();
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place, clock);
        home.automation("job", "run: ./go.sh").script("job", "[ ! -e ../../bad ]");
        home.automation("quiet", "run: ./go.sh").script("quiet", ":");
    }

    @Test
    void it_says_what_ran_what_failed_and_what_is_known_of() throws Exception {
        home.run("job");
        home.run("quiet");
        Files.writeString(home.beside("bad"), "");
        FettleProcess.call(home, "run", "job");
        FettleProcess.call(home, "ack", "job");

        var printed = FettleProcess.call(home, "digest", "--print");

        assertThat(printed.code()).isZero();
        assertThat(printed.out())
                .startsWith("2 automations, 1 failing. From ")
                .contains(", acknowledged: failed: exit code 1")
                .contains("job: 2 runs, 1 did not succeed")
                .contains("quiet: 1 run\n")
                .contains("nobody would be told");
    }

    @Test
    void it_is_shown_when_nothing_happened_too() throws Exception {
        assertThat(FettleProcess.call(home, "digest", "--print").out())
                .contains("2 new", "What ran\n  nothing");
    }

    @Test
    void it_comes_due_once_a_week_and_once_after_a_month_away() throws Exception {
        var verb = new DigestVerb(home.workshop());
        assertThat(verb.sendWhereDue()).as("the first week begins").isFalse();
        clock.turn(Duration.ofDays(7));
        assertThat(verb.sendWhereDue()).isTrue();
        assertThat(verb.sendWhereDue()).isFalse();
        clock.turn(Duration.ofDays(31));
        assertThat(verb.sendWhereDue()).isTrue();
        assertThat(verb.sendWhereDue()).isFalse();
    }

    @Test
    void off_is_off_and_what_is_no_time_is_refused_with_its_place() throws Exception {
        settings("digest: off\n");
        var verb = new DigestVerb(home.workshop());
        verb.sendWhereDue();
        clock.turn(Duration.ofDays(40));
        assertThat(verb.sendWhereDue()).isFalse();

        settings("digest: now and then\n");
        var status = FettleProcess.call(home, "status");
        assertThat(status.code()).isEqualTo(2);
        assertThat(status.err()).contains("fettle.yaml:2:9");
        settings("digest: at boot\n");
        assertThat(FettleProcess.call(home, "status").err()).contains("not at boot");
    }

    @Test
    void it_is_mailed() throws Exception {
        try (var server = ScriptedSmtp.start()) {
            settings(
                    "channels: {me: {email: {to: me@example.org, from: f@example.org, server: 'smtp://127.0.0.1:%d'}}}\n"
                            .formatted(server.port()));
            try (var _ = FettleProcess.up(home)) {
                assertThat(FettleProcess.call(home, "digest").out()).contains("on its way");

                until(() -> server.mails().stream().anyMatch(mail -> mail.contains("What ran")));
            }
        }
    }

    @Test
    void without_a_channel_it_is_not_sent() throws Exception {
        var ended = FettleProcess.call(home, "digest");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("nobody would be told");
    }

    private void settings(String more) throws IOException {
        Files.writeString(home.root().resolve("fettle.yaml"), "web: off\n" + more);
        home.letGo();
    }
}
