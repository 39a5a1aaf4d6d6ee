package dev.fettle.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.alert.Drills;
import dev.fettle.health.Incidents;
import dev.fettle.history.Event;
import dev.fettle.kit.TestHome;
import dev.fettle.kit.TurnableClock;
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

/// What is over for longer than the history reaches back is let go, whatever it is.
class HistoryBoundsTest {
    private static final Duration BEYOND = Duration.ofDays(401);

    private final TurnableClock clock = new TurnableClock();
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home_where_a_job_failed_and_was_mended() throws Exception {
        home = TestHome.in(place, clock);
        home.automation("job", "run: ./go.sh").script("job", "[ -e ../../good ]");
        told();
        home.workshop().events().add(new Event(clock.now(), Optional.empty(), "step", "back"));
        home.workshop()
                .store()
                .write(sql ->
                        sql.update(
                                "INSERT INTO slot (automation, due, last, count, timetable, state) VALUES ('gone', ?, ?, 1, 1, 'ran')",
                                clock.now(),
                                clock.now()));
    }

    @Test
    void within_it_everything_stays() throws Exception {
        clock.turn(BEYOND.minusDays(3));
        Upkeep.keep(home.workshop());

        assertThat(count("message")).isEqualTo(3);
        assertThat(List.of(count("delivery"), count("incident"), count("event"), count("slot")))
                .containsOnly(1L);
    }

    @Test
    void beyond_it_all_goes_of_automations_that_are_gone_too() throws Exception {
        home.run("job");
        Files.move(home.root().resolve("job"), home.beside("job"));
        clock.turn(BEYOND);
        Upkeep.keep(home.workshop());

        assertThat(
                        List.of(
                                count("message"),
                                count("delivery"),
                                count("delivery_try"),
                                count("incident"),
                                count("event"),
                                count("slot")))
                .containsOnly(0L);
        assertThat(home.workshop().runs().newest("job", 10)).as("last good, last bad").hasSize(2);
    }

    @Test
    void what_is_not_over_stays_however_old_it_is() throws Exception {
        Files.delete(home.beside("good"));
        home.run("job");
        home.workshop().lookAtWhatIsRecorded();
        new Drills(home.workshop().store())
                .begin(clock.now(), "nas", List.of("me"), Optional.empty());
        clock.turn(BEYOND);
        Upkeep.keep(home.workshop());

        assertThat(new Incidents(home.workshop().store()).open("job")).isPresent();
        assertThat(new Drills(home.workshop().store()).newest()).isPresent();
        assertThat(count("delivery")).as("on its way").isEqualTo(1);
    }

    /// An incident that was opened and closed, and a fire drill that was answered.
    private void told() throws Exception {
        var drills = new Drills(home.workshop().store());
        drills.begin(clock.now(), "nas", List.of("me"), Optional.empty());
        drills.answer(clock.now());
        home.run("job");
        home.workshop().lookAtWhatIsRecorded();
        Files.writeString(home.beside("good"), "");
        clock.turn(Duration.ofHours(2));
        home.run("job");
        home.workshop().lookAtWhatIsRecorded();
        home.workshop()
                .store()
                .write(sql ->
                        sql.update(
                                "INSERT INTO delivery_try (at, channel, parcel, subject, outcome, took_ms, said) VALUES (?, 'me', 'p', 's', 'Delivered', 1, '250')",
                                clock.now()));
    }

    private long count(String table) throws IOException {
        return home.workshop().store().read(sql -> sql.number("SELECT count(*) FROM " + table));
    }
}
