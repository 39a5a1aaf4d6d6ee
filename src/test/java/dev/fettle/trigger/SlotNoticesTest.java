package dev.fettle.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.automation.Reading;
import dev.fettle.health.IncidentLook;
import dev.fettle.kit.SimulatedClock;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens to slots, breaks nothing, and is told nevertheless: once.
class SlotNoticesTest {
    private static final Instant BEGINNING = Instant.parse("2026-11-28T12:00:00Z");

    private final SimulatedClock clock = new SimulatedClock(BEGINNING);
    @TempDir private Path place;
    @AutoClose private TestHome home;

    private SimulatedRuns runs;
    private Schedules schedules;
    private ZoneId zone = ZoneId.of("Europe/Berlin");

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place, clock);
        var store = home.workshop().store();
        runs = new SimulatedRuns(store, home.workshop().state(), clock);
        schedules = runs.schedules(() -> zone);
    }

    @Test
    void a_second_slot_in_a_row_that_finds_it_at_work_is_told_once_a_day() throws IOException {
        home.automation("job", "schedule: every 10m\nrun: ./go.sh").script("job", ":");
        runs.takes("job", Duration.ofMinutes(25));
        become();

        passes(Duration.ofMinutes(21));
        assertThat(told()).isEmpty();
        passes(Duration.ofMinutes(10));
        assertThat(told()).containsExactly("job: skipped twice in a row, since it still worked");
        passes(Duration.ofHours(20));
        assertThat(told()).hasSize(1);
        passes(Duration.ofHours(5));

        assertThat(told()).hasSize(2);
        assertThat(home.status("job").incident()).isEmpty();
    }

    @Test
    void one_skipped_now_and_then_is_not_worth_a_word() throws IOException {
        home.automation("job", "schedule: every 10m\nrun: ./go.sh").script("job", ":");
        runs.takes("job", Duration.ofMinutes(15));
        become();

        passes(Duration.ofHours(3));

        assertThat(told()).isEmpty();
    }

    @Test
    void slots_that_are_too_many_to_catch_up_with_are_told_once() throws IOException {
        home.automation("job", "schedule: every 1s\ncatch-up: all\nrun: ./go.sh")
                .script("job", ":");
        become();
        passes(Duration.ofSeconds(2));

        clock.machineSleeps(Duration.ofHours(1));
        passes(Duration.ofSeconds(3));

        assertThat(told()).containsExactly("job: more slots passed than are caught up with");
        assertThat(leads().getFirst())
                .matches(
                        "job: 2[0-9]{3} slots given up, from .*: more passed than are caught up with");
    }

    @Test
    void another_time_zone_is_told_once_with_the_slots_that_it_moves() throws IOException {
        home.automation("home", "schedule: daily at 02:30\nrun: ./go.sh").script("home", ":");
        home.automation("own", "schedule: daily at 02:30\ntimezone: Asia/Tokyo\nrun: ./go.sh")
                .script("own", ":");
        home.automation("every", "schedule: every 15m\nrun: ./go.sh").script("every", ":");
        become();

        zone = ZoneId.of("America/New_York");
        become();
        become();

        assertThat(told())
                .containsExactly(
                        "the time zone is America/New_York now, which moves the slots of 1 automation");
        assertThat(sections())
                .contains(
                        "home: next due Sun 2026-11-29 02:30 -05:00 instead of Sun 2026-11-29 02:30 +01:00")
                .doesNotContain("own", "every");
        zone = ZoneId.of("Europe/Berlin");
        clock.pass(Duration.ofSeconds(1));
        become();
        assertThat(told()).hasSize(2);
    }

    @Test
    void a_zone_that_moves_nothing_is_not_told() throws IOException {
        home.automation("home", "schedule: daily at 02:30\nrun: ./go.sh").script("home", ":");
        become();

        zone = ZoneId.of("Europe/Paris");
        become();

        assertThat(told()).isEmpty();
    }

    // --- what goes by

    private void become() throws IOException {
        schedules.become(home.workshop().home().read());
        schedules.look(Duration.ZERO);
        tell();
    }

    private void passes(Duration time) throws IOException {
        var end = clock.now().plus(time);
        while (clock.now().isBefore(end)) {
            var wait = schedules.untilNext();
            clock.pass(wait);
            runs.endWhatIsOver();
            schedules.look(wait);
            tell();
        }
    }

    // --- what is told

    private void tell() throws IOException {
        new IncidentLook(home.workshop().store(), clock, home.workshop()::settings)
                .atEvents(name -> Optional.of(reading(name)));
    }

    private Reading reading(String name) throws IOException {
        return home.workshop().home().read().stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> told() throws IOException {
        return column("subject");
    }

    private List<String> leads() throws IOException {
        return column("lead");
    }

    private String sections() throws IOException {
        return String.join("\n", column("sections"));
    }

    private List<String> column(String name) throws IOException {
        return home.workshop()
                .store()
                .read(sql -> sql.list("SELECT * FROM message ORDER BY seq", row -> row.text(name)));
    }
}
