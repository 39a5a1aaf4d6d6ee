package dev.fettle.story;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.fettle.health.Awake;
import dev.fettle.health.IncidentLook;
import dev.fettle.health.Vigil;
import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import dev.fettle.kit.TurnableClock;
import dev.fettle.publish.Mounted;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A dead disk under several automations is one trouble, and told as one.
class SharedNeedsTest {
    private final TurnableClock clock = new TurnableClock();
    @TempDir private Path place;
    @AutoClose private TestHome home;
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

    @BeforeEach
    void three_automations_on_one_disk_and_somebody_who_is_told() throws IOException {
        home = TestHome.in(place, clock);
        for (var name : List.of("a", "b", "c")) {
            home.automation(name, "run: ./go.sh\nneeds: mount " + home.beside("disk"))
                    .script(name, ":");
        }
        server.start();
        Files.writeString(
                home.root().resolve("fettle.yaml"),
                "web: off\nchannels: {me: {email: {to: me@example.org, from: fettle@example.org, server: \"smtp://127.0.0.1:%d\"}}}\n"
                        .formatted(server.getSmtp().getPort()));
    }

    @AfterEach
    void no_server() {
        server.stop();
    }

    @Test
    void it_is_told_in_one_letter_and_told_again_in_one() throws Exception {
        home.letGo();
        try (var _ = FettleProcess.up(home)) {
            for (var name : List.of("a", "b")) {
                assertThat(FettleProcess.call(home, "run", name).code()).isEqualTo(1);
            }
            until(() -> !told().isEmpty());
            assertThat(FettleProcess.call(home, "run", "c").code()).isEqualTo(1);
            until(() -> home.status("c").incident().isPresent());
            home.letGo();
        }
        assertThat(told()).containsExactly("[fettle] 2 new incidents: a, b");

        assertThat(rows("SELECT automation FROM delivery JOIN message ON message.seq = message"))
                .as("whoever was told of the disk is not told again of it now")
                .containsExactly("a", "b");
        assertThat(rows("SELECT DISTINCT repeat_at FROM incident")).hasSize(1);

        clock.turn(Duration.ofMinutes(61));
        look();

        assertThat(rows("SELECT automation FROM message WHERE kind = 'STILL'"))
                .containsExactlyInAnyOrder("a", "b", "c");
        try (var _ = Mounted.memory(home.beside("disk"), "size=64k")) {
            assertThat(home.run("c").succeeded()).isTrue();
            look();
            assertThat(home.status("c").incident()).isEmpty();
            assertThat(home.status("a").incident()).isPresent();
        }
    }

    private void look() throws IOException {
        var workshop = home.workshop();
        workshop.rereadSettings();
        var look = new IncidentLook(workshop.store(), clock, workshop::settings);
        var vigil = new Vigil(look, workshop.sights(), new Awake(workshop.store(), clock), clock);
        vigil.become(workshop.home().read());
        vigil.look();
    }

    private List<String> rows(String query) throws Exception {
        var found = new ArrayList<String>();
        try (var connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + home.workshop().state().database());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private List<String> told() throws MessagingException {
        var subjects = new ArrayList<String>();
        for (var mail : server.getReceivedMessages()) {
            subjects.add(mail.getSubject());
        }
        return subjects;
    }
}
