package dev.fettle.story;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.health.Awake;
import dev.fettle.health.IncidentLook;
import dev.fettle.health.Vigil;
import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import dev.fettle.kit.TurnableClock;
import dev.fettle.verb.StatusView;
import dev.fettle.verb.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of an automation that stops working: an incident, told once, and closed when it
/// works again.
class IncidentsTest {
    private final TurnableClock clock = new TurnableClock();
    @TempDir private Path place;
    @AutoClose private TestHome home;
    private Vigil vigil;

    @BeforeEach
    void a_job_that_fails_where_a_file_says_so() throws IOException {
        home = TestHome.in(place, clock);
        home.automation("job", "run: ./go.sh")
                .script(
                        "job",
                        "echo reading; if [ -e ../../bad ]; then echo 'no such disk'; exit 7; fi");
        Files.writeString(
                home.root().resolve("job/README.md"),
                """
                ---
                run: ./go.sh
                ---
                # Job

                ## When it breaks
                Plug the blue disk in.
                """);
        var look = new IncidentLook(home.workshop().store(), clock, () -> opened().settings());
        vigil =
                new Vigil(
                        look,
                        home.workshop().sights(),
                        new Awake(home.workshop().store(), clock),
                        clock);
        vigil.become(home.workshop().home().read());
    }

    @Test
    void the_first_failure_opens_an_incident_and_the_first_success_closes_it() throws Exception {
        run(true);
        run(false);
        var open = incident().orElseThrow();
        run(false);

        assertThat(incident()).contains(open);
        assertThat(open.acknowledged()).isFalse();
        assertThat(messages()).hasSize(1);
        assertThat(messages().getFirst())
                .startsWith("OPENED job: failed: exit code 7, since ")
                .contains("no such disk", "Plug the blue disk in.", "fettle ack job");

        run(true);

        assertThat(incident()).isEmpty();
    }

    @Test
    void a_look_that_nobody_made_is_made_by_whoever_looks_next() throws Exception {
        home.run("job");
        Files.writeString(home.beside("bad"), "");
        home.run("job");
        assertThat(incident()).as("nobody has looked yet").isEmpty();

        vigil.look();

        assertThat(incident()).isPresent();
    }

    @Test
    void the_reminder_comes_by_the_clock_alone() throws Exception {
        run(false);
        clock.turn(Duration.ofMinutes(61));
        vigil.look();
        vigil.look();

        assertThat(messages()).hasSize(2);
        assertThat(messages().getLast()).startsWith("STILL job: still failed: exit code 7, since");
    }

    @Test
    void a_dry_run_is_no_sign() throws Exception {
        run(true);
        Files.writeString(home.beside("bad"), "");
        home.dryRun("job");
        vigil.look();

        assertThat(incident()).isEmpty();
    }

    @Test
    void one_that_fails_from_the_first_has_an_incident_too() throws Exception {
        run(false);

        assertThat(incident()).isPresent();
        assertThat(messages().getFirst()).contains("it has never succeeded");
    }

    @Test
    void the_daemon_opens_and_closes_it_as_runs_end() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            Files.writeString(home.beside("bad"), "");
            assertThat(FettleProcess.call(home, "run", "job").code()).isOne();
            until(() -> incident().isPresent());
            Files.delete(home.beside("bad"));
            assertThat(FettleProcess.call(home, "run", "job").code()).isZero();
            until(() -> incident().isEmpty());
        }
    }

    @Test
    void without_a_daemon_the_verb_that_ran_it_opens_it() throws Exception {
        Files.writeString(home.beside("bad"), "");
        assertThat(FettleProcess.call(home, "run", "job").code()).isOne();

        var json = FettleProcess.call(home, "status", "--json").out();
        assertThat(json).contains("\"incident\" : {", "\"acknowledged\" : false");
    }

    @Test
    void a_definition_that_cannot_be_read_is_told_once_it_has_lasted_a_minute() throws Exception {
        run(true);
        home.automation("job", "rnu: ./go.sh");
        reread();
        assertThat(home.status("job").health()).isEqualTo("failing");
        assertThat(incident()).as("an editor may be saving it").isEmpty();

        clock.turn(Duration.ofSeconds(61));
        vigil.look();

        assertThat(incident()).isPresent();
        assertThat(messages().getFirst()).startsWith("OPENED job: job/README.md:2:1: unknown key");
        home.automation("job", "run: ./go.sh");
        reread();
        assertThat(incident()).isEmpty();
        assertThat(home.status("job").health()).isEqualTo("ok");
    }

    @Test
    void one_that_is_mended_within_a_minute_was_being_edited() throws Exception {
        run(true);
        home.automation("job", "rnu: ./go.sh");
        reread();
        clock.turn(Duration.ofSeconds(50));
        vigil.look();
        home.automation("job", "run: ./go.sh");
        reread();
        clock.turn(Duration.ofSeconds(50));
        vigil.look();

        assertThat(messages()).isEmpty();
    }

    @Test
    void a_folder_that_vanishes_is_told_until_it_is_forgotten() throws Exception {
        run(true);
        Files.move(home.root().resolve("job"), home.beside("elsewhere"));
        reread();
        clock.turn(Duration.ofSeconds(61));
        vigil.look();

        assertThat(home.status("job").health()).isEqualTo("failing");
        assertThat(home.status("job").reason().orElseThrow()).contains("its folder is gone");
        assertThat(incident()).isPresent();

        assertThat(FettleProcess.call(home, "forget", "job").code()).isEqualTo(2);
        assertThat(FettleProcess.call(home, "forget", "job", "--yes").code()).isZero();

        assertThat(FettleProcess.call(home, "status", "--json").out())
                .contains("\"automations\" : [ ]");
        assertThat(home.workshop().runs().newest("job", 1)).isEmpty();
        assertThat(FettleProcess.call(home, "forget", "job", "--yes").code()).isEqualTo(2);
    }

    @Test
    void what_is_still_there_is_not_forgotten() throws Exception {
        run(true);

        var ended = FettleProcess.call(home, "forget", "job", "--yes");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("is still there");
        assertThat(home.runs("job")).hasSize(1);
    }

    @Test
    void one_that_was_never_readable_goes_with_its_folder() throws Exception {
        home.automation("draft", "rnu: ./go.sh");
        reread();
        assertThat(home.status("draft").health()).isEqualTo("failing");
        Files.move(home.root().resolve("draft"), home.beside("elsewhere"));
        reread();

        assertThat(FettleProcess.call(home, "status").out()).doesNotContain("draft");
    }

    @Test
    void settings_that_cannot_be_read_are_one_incident_of_the_home() throws Exception {
        vigil.homeTrouble(Optional.of("fettle.yaml:1:1: unknown key \"wbe\""));
        vigil.look();
        assertThat(messages()).isEmpty();
        clock.turn(Duration.ofSeconds(61));
        vigil.look();
        vigil.look();
        assertThat(messages()).hasSize(1);
        assertThat(messages().getFirst()).startsWith("OPENED the home: fettle.yaml:1:1");

        vigil.homeTrouble(Optional.empty());
        vigil.look();

        assertThat(messages().getLast()).startsWith("RECOVERED the home");
    }

    private void reread() throws IOException {
        vigil.become(home.workshop().home().read());
        vigil.look();
    }

    private Workshop opened() {
        try {
            return home.workshop();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void run(boolean good) throws Exception {
        if (good) {
            Files.deleteIfExists(home.beside("bad"));
        } else {
            Files.writeString(home.beside("bad"), "");
        }
        home.run("job");
        vigil.look();
    }

    private Optional<StatusView.Incident> incident() throws IOException {
        return home.status("job").incident();
    }

    private List<String> messages() throws Exception {
        var found = new ArrayList<String>();
        var database = home.workshop().state().database();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT * FROM message ORDER BY seq")) {
            while (rows.next()) {
                found.add(
                        rows.getString("kind")
                                + " "
                                + rows.getString("lead")
                                + rows.getString("sections"));
            }
        }
        return found;
    }
}
