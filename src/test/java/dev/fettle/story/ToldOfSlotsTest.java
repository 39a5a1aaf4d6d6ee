package dev.fettle.story;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.ScriptedSmtp;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens to slots and breaks nothing is told, each once.
class ToldOfSlotsTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;
    @AutoClose private ScriptedSmtp server;

    @BeforeEach
    void a_home_with_a_channel() throws Exception {
        home = TestHome.in(place);
        server = ScriptedSmtp.start();
        settings("Europe/Berlin");
    }

    @Test
    void another_time_zone_and_slots_skipped_twice_in_a_row_are_told() throws Exception {
        home.automation("night", "schedule: daily at 02:30\nrun: ./go.sh").script("night", ":");
        try (var _ = FettleProcess.up(home)) {
            until(() -> home.status("night").nextDue().isPresent());
            settings("America/New_York");
            until(() -> isTold("the time zone is America/New_York now"));
            assertThat(mails()).contains("night: next due ", " 02:30 +0", " 02:30 -0");

            home.automation("slow", "schedule: every 1s\nrun: ./go.sh").script("slow", "sleep 4");
            until(() -> isKept("slow: skipped twice in a row, since it still worked"));
            assertThat(home.status("slow").incident()).isEmpty();
        }

        assertThat(server.mails()).hasSize(1); // the other one is kept for ten seconds
    }

    private void settings(String zone) throws IOException {
        Files.writeString(
                home.root().resolve("fettle.yaml"),
                """
                web: off
                timezone: %s
                channels:
                  me: {email: {to: me@example.org, from: f@example.org, server: 'smtp://127.0.0.1:%d'}}
                """
                        .formatted(zone, server.port()));
    }

    private boolean isTold(String words) {
        return server.mails().stream().anyMatch(mail -> mail.contains(words));
    }

    private boolean isKept(String subject) throws IOException {
        return home.workshop()
                .store()
                .read(sql ->
                        sql.number("SELECT count(*) FROM message WHERE subject = ?", subject) == 1);
    }

    private String mails() {
        return String.join("\n", server.mails());
    }
}
