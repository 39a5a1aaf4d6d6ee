package dev.fettle.promise;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.ScriptedSmtp;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No alert is lost, and none comes twice where the server lets that be known.
class AlertsArriveTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;
    @AutoClose private ScriptedSmtp server;

    @BeforeEach
    void an_automation_that_fails() throws IOException {
        home = TestHome.in(place);
        server = ScriptedSmtp.start();
        home.automation("backup", "run: ./go.sh").script("backup", "exit 7\n");
        mailTo(server.port());
    }

    @Test
    void a_daemon_killed_while_the_server_answers_sends_the_same_mail_again() throws Exception {
        server.answer(".", ScriptedSmtp.HANG);
        try (var daemon = FettleProcess.up(home)) {
            FettleProcess.call(home, "run", "backup");
            until(() -> server.said().contains("DATA"));
            until(() -> states().equals(List.of("sending")));
            daemon.kill9();
        }
        var claimed = parcels();
        server.answerWell();
        try (var _ = FettleProcess.up(home)) {
            until(() -> server.mails().size() == 1);
            until(() -> states().equals(List.of("sent")));
        }

        assertThat(server.mails()).hasSize(1);
        assertThat(server.mails().getFirst()).contains("Message-ID: <" + claimed.getFirst() + ">");
    }

    @Test
    void while_the_server_is_away_alerts_wait_and_each_comes_once() throws Exception {
        int port = server.port();
        server.close();
        home.automation("other", "run: ./go.sh").script("other", "exit 8\n");
        try (var daemon = FettleProcess.up(home)) {
            FettleProcess.call(home, "run", "backup");
            FettleProcess.call(home, "run", "other");
            until(() -> tries() >= 2 && states().size() == 2);
            daemon.kill9();
        }
        try (var back = ScriptedSmtp.at(port);
                var _ = FettleProcess.up(home)) {
            until(() -> states().equals(List.of("sent", "sent")));

            var all = String.join("\n", back.mails());
            assertThat(all).contains("backup", "other");
            assertThat(back.mails().size()).isBetween(1, 2);
        }
    }

    @Test
    void a_run_recorded_by_a_verb_alone_is_told_by_the_next_daemon() throws Exception {
        FettleProcess.call(home, "run", "backup");
        assertThat(server.mails()).isEmpty();

        try (var _ = FettleProcess.up(home)) {
            until(() -> server.mails().size() == 1);
        }

        assertThat(server.mails().getFirst()).contains("backup");
    }

    private void mailTo(int port) throws IOException {
        Files.writeString(
                home.root().resolve("fettle.yaml"),
                "web: off\nchannels:\n  me: {email: {to: me@example.org, from: fettle@example.org, server: 'smtp://127.0.0.1:%d'}}\n"
                        .formatted(port));
    }

    private List<String> states() throws IOException {
        return texts("SELECT state AS t FROM delivery ORDER BY seq");
    }

    private List<String> parcels() throws IOException {
        return texts("SELECT parcel AS t FROM delivery ORDER BY seq");
    }

    private int tries() throws IOException {
        return texts("SELECT outcome AS t FROM delivery_try").size();
    }

    private List<String> texts(String query) throws IOException {
        return home.workshop().store().read(sql -> sql.list(query, row -> row.text("t")));
    }
}
