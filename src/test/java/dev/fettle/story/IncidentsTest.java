package dev.fettle.story;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

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
        vigil = new Vigil(look, clock);
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
