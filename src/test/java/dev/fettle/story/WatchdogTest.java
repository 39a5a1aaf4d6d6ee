package dev.fettle.story;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The look at the daemon from outside, with the mail that follows.
class WatchdogTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    private final GreenMail server =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void a_home_with_a_channel() throws Exception {
        server.start();
        home = TestHome.in(place);
        settings(
                "web: off\nchannels:\n  me: {email: {to: me@example.org, from: f@example.org, server: 'smtp://127.0.0.1:%d'}}\n"
                        .formatted(server.getSmtp().getPort()));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void a_dead_daemon_is_told_once_and_its_return_too() throws Exception {
        try (var daemon = FettleProcess.up(home)) {
            assertThat(watchdog(0)).contains("fettle is up");
            daemon.kill9();
        }
        assertThat(subjects()).isEmpty();

        assertThat(watchdog(1)).contains("fettle is not running");
        assertThat(subjects()).singleElement().asString().contains("fettle is not running");
        watchdog(1);
        assertThat(subjects()).hasSize(1);

        try (var _ = FettleProcess.up(home)) {
            until(() -> subjects().size() == 2);
            assertThat(body(1)).contains("the daemon works again");
            watchdog(0);
        }
    }

    @Test
    void a_daemon_that_hangs_is_told_of_though_it_holds_the_outbox() throws Exception {
        try (var daemon = FettleProcess.up(home)) {
            daemon.signal("STOP");
            try {
                assertThat(watchdog(1)).contains("fettle hangs: it does not answer within 10 s");
                assertThat(subjects()).singleElement().asString().contains("fettle hangs");
            } finally {
                daemon.signal("CONT");
            }
            watchdog(0);
            until(() -> subjects().size() == 2);
            assertThat(body(1)).contains("the daemon works again");
        }
    }

    @Test
    void a_store_that_cannot_be_opened_is_told_past_it_and_not_every_time() throws Exception {
        try (var daemon = FettleProcess.up(home)) {
            daemon.kill9();
        }
        home.letGo();
        for (var name : List.of("fettle.db", "fettle.db-wal", "fettle.db-shm")) {
            Files.deleteIfExists(state().resolve(name));
        }
        Files.writeString(state().resolve("fettle.db"), "no database at all ".repeat(100));

        assertThat(watchdog(1)).contains("fettle is not running", "is damaged");
        assertThat(subjects()).singleElement().asString().contains("fettle cannot work");
        watchdog(1);
        assertThat(subjects()).hasSize(1);
        assertThat(state().resolve("fettle.db")).content().startsWith("no database at all");
    }

    @Test
    void with_wrong_settings_the_last_readable_ones_tell() throws Exception {
        try (var daemon = FettleProcess.up(home)) {
            daemon.kill9();
        }
        settings("web: [\n");

        watchdog(1);

        assertThat(subjects()).singleElement().asString().contains("fettle is not running");
        try (var _ = FettleProcess.up(home)) {
            until(() -> subjects().size() == 2);
        }
    }

    private void settings(String text) throws IOException {
        Files.writeString(home.root().resolve("fettle.yaml"), text);
    }

    private Path state() throws IOException {
        try (var all = Files.list(home.beside("state"))) {
            return all.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private String watchdog(int code) throws Exception {
        var ended = FettleProcess.call(home, "watchdog");
        assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(code);
        return ended.out();
    }

    private List<String> subjects() throws Exception {
        var subjects = new ArrayList<String>();
        for (MimeMessage mail : server.getReceivedMessages()) {
            subjects.add(mail.getSubject());
        }
        return subjects;
    }

    private String body(int n) throws Exception {
        return GreenMailUtil.getBody(server.getReceivedMessages()[n]);
    }
}
