package dev.fettle.story;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.ScriptedSmtp;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real program and a real mail server.
class ToldByMailTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place);
        server.start();
    }

    @AfterEach
    void no_server() {
        server.stop();
    }

    @Test
    void without_a_channel_it_is_said_that_nobody_would_be_told() throws Exception {
        var status = FettleProcess.call(home, "status");
        var test = FettleProcess.call(home, "channel", "test");

        assertThat(status.out()).contains("nobody would be told");
        assertThat(test.code()).isEqualTo(2);
        assertThat(test.err()).contains("nobody would be told", "channels:");
        try (var daemon = FettleProcess.up(home)) {
            until(() -> daemon.err().contains("nobody would be told"));
        }
    }

    @Test
    void a_test_is_sent_and_what_came_of_it_is_said() throws Exception {
        mailTo(server.getSmtp().getPort());

        var test = FettleProcess.call(home, "channel", "test", "me");

        assertThat(test.err()).isEmpty();
        assertThat(test.code()).isZero();
        assertThat(test.out()).contains("me: a test is on its way (250");
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(server.getReceivedMessages()[0].getSubject()).isEqualTo("[fettle] a test");
        assertThat(FettleProcess.call(home, "status").out()).doesNotContain("nobody", "channel");
    }

    @Test
    void what_a_run_by_hand_leaves_in_the_outbox_is_said_unless_a_daemon_sends_it()
            throws Exception {
        mailTo(server.getSmtp().getPort());
        home.automation("job", "run: ./go.sh").script("job", "[ -e ../../good ]");

        assertThat(FettleProcess.call(home, "run", "job").err())
                .contains("1 alert waits, since fettle is not up");
        Files.writeString(home.beside("good"), "");
        try (var _ = FettleProcess.up(home)) {
            until(() -> server.getReceivedMessages().length == 1);
            assertThat(FettleProcess.call(home, "run", "job").err()).doesNotContain("wait");
        }
    }

    @Test
    void a_channel_that_does_not_work_fails_its_test_and_shows_in_the_status() throws Exception {
        try (var refusing = ScriptedSmtp.start()) {
            refusing.answer("MAIL", "550 5.7.1 not from you");
            mailTo(refusing.port());

            var test = FettleProcess.call(home, "channel", "test");

            assertThat(test.code()).isEqualTo(1);
            assertThat(test.out()).contains("me: not delivered: 550 5.7.1 not from you");
            var status = FettleProcess.call(home, "status", "--json");
            assertThat(status.json().get("channels"))
                    .isEqualTo(
                            List.of(
                                    Map.of(
                                            "name",
                                            "me",
                                            "ok",
                                            false,
                                            "lastError",
                                            "550 5.7.1 not from you")));
            assertThat(FettleProcess.call(home, "status").out())
                    .contains("nothing gets through the channel me: 550 5.7.1 not from you");
        }
    }

    @Test
    void a_name_that_is_none_is_an_error_with_the_nearest() throws Exception {
        mailTo(server.getSmtp().getPort());

        var test = FettleProcess.call(home, "channel", "test", "mee");

        assertThat(test.code()).isEqualTo(2);
        assertThat(test.err()).contains("there is no channel \"mee\"; did you mean \"me\"?");
    }

    @Test
    void a_failure_is_mailed_and_so_is_the_recovery_in_the_same_thread() throws Exception {
        mailTo(server.getSmtp().getPort());
        home.automation("backup", "run: ./go.sh")
                .script("backup", "echo no such repository\nexit 7\n");
        try (var _ = FettleProcess.up(home)) {
            FettleProcess.call(home, "run", "backup");
            until(() -> server.getReceivedMessages().length == 1);
            home.script("backup", "exit 0\n");
            FettleProcess.call(home, "run", "backup");
            until(() -> server.getReceivedMessages().length == 2);
        }

        var opened = server.getReceivedMessages()[0];
        var recovered = server.getReceivedMessages()[1];
        assertThat(opened.getSubject()).contains("backup");
        assertThat(recovered.getSubject()).isEqualTo(opened.getSubject());
        assertThat(recovered.getHeader("In-Reply-To")).containsExactly(opened.getMessageID());
    }

    private void mailTo(int port) throws IOException {
        Files.writeString(
                home.root().resolve("fettle.yaml"),
                "web: off\nchannels:\n  me: {email: {to: me@example.org, server: 'smtp://127.0.0.1:%d'}}\n"
                        .formatted(port));
    }
}
