package dev.fettle.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.automation.Scheduled;
import dev.fettle.automation.Scheduled.CatchUp;
import dev.fettle.history.Lack;
import dev.fettle.history.Pauses;
import dev.fettle.history.Run;
import dev.fettle.history.Runs;
import dev.fettle.history.Slot;
import dev.fettle.history.SlotState;
import dev.fettle.history.Slots;
import dev.fettle.kit.SimulatedClock;
import dev.fettle.kit.TestHome;
import dev.fettle.notation.Mark;
import dev.fettle.notation.Source;
import dev.fettle.schedule.Schedule;
import dev.fettle.schedule.ScheduleText;
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

/// A mount goes and comes by a simulated clock, through the real walk and store: what becomes of
/// the slots that it keeps from running.
class MissingNeedsTest {
    private static final Instant MIDNIGHT = Instant.parse("2027-03-10T00:00:00Z");
    private static final Lack LACK =
            new Lack("nothing is mounted at /mnt/x", Optional.of("mount /mnt/x"));
    private static final String AGAIN = "again: " + LACK.why();
    private static final String WAITED = "it waited for its needs: " + LACK.why();

    @TempDir private Path place;
    private final SimulatedClock clock = new SimulatedClock(MIDNIGHT);
    @AutoClose private TestHome home;
    private SimulatedRuns runs;
    private NeedWatch needs;
    private Schedules schedules;

    /// Whether the mount is away, and whether a look would say so.
    private boolean away;

    private boolean seemsThere;

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place, clock);
        start();
    }

    @Test
    void a_mount_that_is_away_from_one_to_three_costs_no_daily_job_its_day() throws Exception {
        given("schedule: daily at 02:00");
        liveUntil("01:00");
        away = true;
        liveUntil("10:00");
        assertThat(slots()).containsExactly("02:00 ran");
        assertThat(outcomes()).containsExactly("02:00 blocked");
        start();
        liveUntil("15:00");
        assertThat(outcomes()).hasSize(1);
        away = false;
        liveUntil("15:01");

        assertThat(outcomes()).containsExactly("02:00 blocked", "02:00 succeeded");
        assertThat(slots()).containsExactly("02:00 delayed: " + AGAIN);
        liveUntil("23:00");
        assertThat(outcomes()).hasSize(2);
    }

    @Test
    void it_runs_again_three_times_at_most() throws Exception {
        given("schedule: daily at 02:00");
        liveUntil("01:00");
        away = true;
        seemsThere = true;
        liveUntil("03:00");
        away = false;
        liveUntil("04:00");

        assertThat(outcomes())
                .containsExactly(
                        "02:00 blocked", "02:00 blocked", "02:00 blocked", "02:00 blocked");
    }

    @Test
    void the_next_slot_takes_its_place() throws Exception {
        given("schedule: [daily at 02:00, daily at 04:00]");
        liveUntil("01:00");
        away = true;
        liveUntil("05:00");
        away = false;
        liveUntil("06:00");

        assertThat(outcomes()).containsExactly("02:00 blocked", "04:00 blocked", "04:00 succeeded");
        assertThat(slots()).containsExactly("02:00 ran", "04:00 delayed: " + AGAIN);
    }

    @Test
    void where_all_are_wanted_within_some_time_each_runs_again() throws Exception {
        given("schedule: [daily at 02:00, daily at 04:00]\ncatch-up: {run: all, within: 6h}");
        liveUntil("01:00");
        away = true;
        liveUntil("05:00");
        away = false;
        liveUntil("06:00");

        assertThat(outcomes())
                .containsExactly(
                        "02:00 blocked", "04:00 blocked", "02:00 succeeded", "04:00 succeeded");
    }

    @Test
    void how_long_it_may_be_made_up_for() {
        var due = MIDNIGHT;
        var hour = due.plus(Duration.ofHours(1));
        var day = due.plus(Duration.ofDays(1));
        var latest = scheduled(CatchUp.LATEST, Optional.empty());
        assertThat(Comebacks.isOver(latest, due, false, day)).isFalse();
        assertThat(Comebacks.isOver(latest, due, true, hour)).isTrue();
        var soon = scheduled(CatchUp.LATEST, Optional.of(Duration.ofHours(6)));
        assertThat(Comebacks.isOver(soon, due, false, hour)).isFalse();
        assertThat(Comebacks.isOver(soon, due, false, day)).isTrue();
        assertThat(Comebacks.isOver(soon, due, true, hour)).isTrue();
        var all = scheduled(CatchUp.ALL, Optional.of(Duration.ofHours(6)));
        assertThat(Comebacks.isOver(all, due, true, hour)).isFalse();
        assertThat(Comebacks.isOver(all, due, true, day)).isTrue();
    }

    private static Scheduled scheduled(CatchUp catchUp, Optional<Duration> within) {
        var text = "daily at 02:00";
        return new Scheduled(
                Schedule.read(List.of(new ScheduleText(Source.of("test", text), Mark.START, text))),
                List.of(text),
                Optional.empty(),
                catchUp,
                within,
                Scheduled.WhenBusy.SKIP,
                true);
    }

    @Test
    void what_is_paused_when_it_comes_back_is_not_made_up_for() throws Exception {
        given("schedule: daily at 02:00");
        liveUntil("01:00");
        away = true;
        liveUntil("03:00");
        var pauses = new Pauses(home.workshop().store());
        pauses.begin(Optional.of("backup"), clock.now(), Optional.empty(), Optional.empty());
        liveUntil("04:00");
        away = false;
        liveUntil("05:00");
        pauses.end(Optional.of("backup"), clock.now());
        liveUntil("06:00");

        assertThat(outcomes()).containsExactly("02:00 blocked");
        assertThat(slots()).containsExactly("02:00 ran");
    }

    @Test
    void after_a_start_it_has_ten_minutes_to_come_up() throws Exception {
        away = true;
        given("schedule: [daily at 00:03, daily at 00:05, daily at 00:09]");
        liveUntil("00:07");
        assertThat(outcomes()).isEmpty();
        away = false;
        liveUntil("00:20");

        assertThat(outcomes()).containsExactly("00:05 succeeded", "00:09 succeeded");
        assertThat(slots())
                .containsExactly("00:03 skipped", "00:05 delayed: " + WAITED, "00:09 ran");
    }

    @Test
    void after_a_wake_too_and_no_longer() throws Exception {
        given("schedule: daily at 02:00");
        liveUntil("01:00");
        away = true;
        clock.machineSleeps(Duration.ofHours(5));
        liveUntil("06:09");
        assertThat(outcomes()).isEmpty();
        liveUntil("06:12");
        assertThat(outcomes()).containsExactly("02:00 blocked");
        away = false;
        liveUntil("06:15");

        assertThat(outcomes()).containsExactly("02:00 blocked", "02:00 succeeded");
        assertThat(slots()).containsExactly("02:00 caught-up: " + AGAIN);
    }

    // --- what goes by

    private void given(String schedule) throws IOException {
        home.automation("backup", schedule + "\ntimezone: UTC\nneeds: mount /mnt/x\nrun: ./go.sh")
                .script("backup", ":");
        start();
    }

    /// As after each death of Fettle: nothing is known but what is in the store.
    private void start() throws IOException {
        var store = home.workshop().store();
        runs = new SimulatedRuns(store, home.workshop().state(), clock);
        runs.lack(_ -> away ? Optional.of(LACK) : Optional.empty());
        needs =
                new NeedWatch(
                        store,
                        clock,
                        _ -> away && !seemsThere ? Optional.of(LACK) : Optional.empty(),
                        SimulatedRuns::fail);
        schedules = runs.schedules(needs, () -> ZoneId.of("UTC"));
        needs.become(home.workshop().home().read());
        schedules.become(home.workshop().home().read());
        schedules.look(Duration.ZERO);
    }

    private void liveUntil(String time) throws Exception {
        var end = Instant.parse("2027-03-10T" + time + ":00Z");
        while (clock.now().isBefore(end)) {
            var wait = schedules.untilNext();
            clock.pass(wait);
            schedules.look(wait);
            needs.look();
            schedules.look(Duration.ZERO);
        }
    }

    // --- what came of it

    /// The oldest first.
    private List<String> outcomes() throws IOException {
        return new Runs(home.workshop().store())
                .newest("backup", 100).reversed().stream()
                        .map(run -> time(run) + " " + run.outcome().orElse("works"))
                        .toList();
    }

    private static String time(Run run) {
        return run.due().orElseThrow().toString().substring(11, 16);
    }

    private List<String> slots() throws IOException {
        return new Slots(home.workshop().store())
                .between("backup", MIDNIGHT, clock.now(), 100).reversed().stream()
                        .map(MissingNeedsTest::words)
                        .toList();
    }

    private static String words(Slot slot) {
        var state = slot.state().map(SlotState::word).orElse("waits");
        var time = slot.due().toString().substring(11, 16);
        return state.equals("skipped")
                ? time + " skipped"
                : time + " " + state + slot.reason().map(why -> ": " + why).orElse("");
    }
}
