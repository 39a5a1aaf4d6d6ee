package dev.fettle.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.automation.Scheduled;
import dev.fettle.automation.Scheduled.CatchUp;
import dev.fettle.automation.Scheduled.WhenBusy;
import dev.fettle.history.Pause;
import dev.fettle.history.RunId;
import dev.fettle.history.Slot;
import dev.fettle.history.SlotState;
import dev.fettle.history.Slots.Underway;
import dev.fettle.history.Slots.Working;
import dev.fettle.history.Timetable;
import dev.fettle.history.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a walk decides, row by row.
class SlotWalkTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private String text = "every 1h";
    private CatchUp catchUp = CatchUp.LATEST;
    private Optional<Duration> within = Optional.empty();
    private WhenBusy whenBusy = WhenBusy.SKIP;
    private int parallel = 1;
    private Instant now = NOON;
    private boolean start;
    private boolean boot;
    private final List<Pause> pauses = new ArrayList<>();
    private final List<Slot> queue = new ArrayList<>();
    private final List<Working> working = new ArrayList<>();
    private Set<Instant> taken = Set.of();
    private int ids;

    @Test
    void a_slot_found_in_time_starts_at_once() {
        now = NOON.plusSeconds(60);

        var walk = walk(NOON.minusSeconds(1));

        assertThat(words(walk)).containsExactly("12:00:00 now run1");
        assertThat(walk.cursor()).isEqualTo(NOON);
    }

    @Test
    void one_found_later_has_passed_and_is_caught_up_with() {
        now = NOON.plusMillis(60_001);

        assertThat(words(walk(NOON.minusSeconds(1))))
                .containsExactly("12:00:00 catching-up run1 fettle stood still");
    }

    @Test
    void latest_runs_the_newest_which_stands_for_the_others() {
        now = NOON.plusSeconds(1800);

        assertThat(words(walk(NOON.minus(Duration.ofHours(5)))))
                .containsExactly(
                        "08:00:00 to 11:00:00 (4) skipped stood for by run1",
                        "12:00:00 catching-up run1 fettle stood still");
    }

    @Test
    void a_newer_one_takes_the_id_of_the_one_that_waits_in_vain() {
        waits("11:00", "run9", Turn.CATCHING_UP);
        now = NOON.plusSeconds(1800);

        var walk = walk(NOON.minusSeconds(1));

        assertThat(words(walk))
                .containsExactly(
                        "11:00:00 skipped stood for by run9",
                        "12:00:00 catching-up run9 fettle stood still");
        assertThat(walk.gone()).extracting(Slot::due).containsExactly(at("11:00"));
    }

    @Test
    void all_runs_each_in_order() {
        catchUp = CatchUp.ALL;
        now = NOON.plusSeconds(1800);

        assertThat(words(walk(NOON.minus(Duration.ofHours(2)))))
                .containsExactly(
                        "11:00:00 catching-up run2 fettle stood still",
                        "12:00:00 catching-up run3 fettle stood still");
    }

    @Test
    void all_keeps_the_newest_thousand() {
        text = "every 1s";
        catchUp = CatchUp.ALL;

        var walk = walk(NOON.minusSeconds(5000));

        assertThat(walk.tooMany()).isTrue();
        assertThat(words(walk).getFirst())
                .isEqualTo("10:36:41 to 11:43:18 (3998) skipped too many");
        assertThat(walk.queue()).hasSize(1002); // the newest two are live, and go behind them
    }

    @Test
    void none_runs_none() {
        catchUp = CatchUp.NONE;
        now = NOON.plusSeconds(1800);

        assertThat(words(walk(NOON.minus(Duration.ofHours(2)))))
                .containsExactly("11:00:00 to 12:00:00 (2) skipped catch-up: none");
    }

    @Test
    void what_is_older_than_within_is_missed() {
        within = Optional.of(Duration.ofMinutes(90));
        now = NOON.plusSeconds(1800);

        assertThat(words(walk(NOON.minus(Duration.ofHours(5)))))
                .containsExactly(
                        "08:00:00 to 10:00:00 (3) missed older than `within` allows",
                        "11:00:00 skipped stood for by run1",
                        "12:00:00 catching-up run1 fettle stood still");
    }

    @Test
    void what_waits_may_grow_too_old() {
        within = Optional.of(Duration.ofMinutes(30));
        waits("11:29", "run9", Turn.CATCHING_UP);

        assertThat(words(walk(NOON))).containsExactly("11:29:00 missed older than `within` allows");
    }

    @Test
    void a_pause_is_skipped_and_nothing_of_it_is_caught_up_with() {
        pauses.add(pause("08:30", Optional.of(at("10:30"))));
        now = NOON.plusSeconds(30);

        assertThat(words(walk(NOON.minus(Duration.ofHours(5)))))
                .containsExactly(
                        "08:00:00 skipped stood for by run1",
                        "09:00:00 to 10:00:00 (2) skipped paused",
                        "11:00:00 catching-up run1 fettle stood still",
                        "12:00:00 behind run2 it waited for the caught-up run");
    }

    @Test
    void a_pause_begins_with_its_first_moment_and_ends_before_its_last() {
        pauses.add(pause("10:00", Optional.of(at("12:00"))));

        assertThat(words(walk(NOON.minus(Duration.ofHours(3)))))
                .containsExactly("10:00:00 to 11:00:00 (2) skipped paused", "12:00:00 now run1");
    }

    @Test
    void a_pause_over_a_slot_that_has_its_run_leaves_that_one_alone() {
        taken = Set.of(at("10:00")); // the clock was set back since
        pauses.add(pause("08:30", Optional.empty()));

        assertThat(words(walk(at("08:30"))))
                .containsExactly(
                        "09:00:00 skipped paused", "11:00:00 to 12:00:00 (2) skipped paused");
    }

    @Test
    void what_waits_is_skipped_by_a_pause() {
        waits("11:00", "run9", Turn.CATCHING_UP);
        pauses.add(pause("11:30", Optional.empty()));

        assertThat(words(walk(NOON))).containsExactly("11:00:00 skipped paused");
    }

    @Test
    void a_pause_of_a_clock_that_was_ahead_holds_nevertheless() {
        pauses.add(pause("23:00", Optional.empty()));

        assertThat(words(walk(NOON.minusSeconds(1)))).containsExactly("12:00:00 skipped paused");
    }

    @Test
    void a_slot_that_finds_a_run_at_work_is_skipped() {
        works("run9", Optional.of(Turn.NOW));

        assertThat(words(walk(NOON.minusSeconds(1))))
                .containsExactly("12:00:00 skipped busy: run run9");
    }

    @Test
    void by_wait_one_waits_and_no_more() {
        whenBusy = WhenBusy.WAIT;
        works("run9", Optional.empty());

        assertThat(words(walk(NOON.minusSeconds(1))))
                .containsExactly("12:00:00 when-free run1 it waited for run run9");

        waits("11:00", "run8", Turn.WHEN_FREE);
        assertThat(words(walk(NOON.minusSeconds(1))))
                .containsExactly("12:00:00 skipped busy: run run9");
    }

    @Test
    void by_stop_the_running_one_is_ended() {
        whenBusy = WhenBusy.STOP;
        works("run9", Optional.empty());

        var walk = walk(NOON.minusSeconds(1));

        assertThat(words(walk)).containsExactly("12:00:00 when-free run1 it waited for run run9");
        assertThat(walk.stop()).containsExactly(id("run9"));
    }

    @Test
    void parallel_is_busy_once_all_places_are_taken() {
        parallel = 2;
        works("run8", Optional.empty());
        assertThat(words(walk(NOON.minusSeconds(1)))).containsExactly("12:00:00 now run1");

        works("run9", Optional.empty());
        assertThat(words(walk(NOON.minusSeconds(1))))
                .containsExactly("12:00:00 skipped busy: run run8");
    }

    @Test
    void a_live_slot_goes_behind_a_caught_up_run_whatever_when_busy_says() {
        works("run9", Optional.of(Turn.CATCHING_UP));

        assertThat(words(walk(NOON.minusSeconds(1))))
                .containsExactly("12:00:00 behind run1 it waited for the caught-up run");
    }

    @Test
    void of_those_behind_it_latest_keeps_the_newest_and_all_each() {
        works("run9", Optional.of(Turn.CATCHING_UP));
        waits("11:00", "run8", Turn.BEHIND);

        assertThat(words(walk(NOON.minusSeconds(1))))
                .containsExactly(
                        "11:00:00 skipped stood for by run8",
                        "12:00:00 behind run8 it waited for the caught-up run");

        catchUp = CatchUp.ALL;
        assertThat(words(walk(NOON.minusSeconds(1))))
                .containsExactly("12:00:00 behind run1 it waited for the caught-up run");
    }

    @Test
    void what_an_earlier_fettle_left_waiting_is_caught_up_with() {
        start = true;
        catchUp = CatchUp.ALL;
        waits("10:00", "run8", Turn.WHEN_FREE);
        waits("11:00", "run9", Turn.NOW);

        assertThat(words(walk(NOON)))
                .containsExactly(
                        "10:00:00 catching-up run8 fettle stood still",
                        "11:00:00 catching-up run9 fettle stood still");
    }

    @Test
    void of_that_latest_runs_the_newest() {
        start = true;
        waits("10:00", "run8", Turn.CATCHING_UP);
        waits("11:00", "run9", Turn.BEHIND);

        assertThat(words(walk(NOON)))
                .containsExactly(
                        "10:00:00 skipped stood for by run9",
                        "11:00:00 catching-up run9 fettle stood still");
    }

    @Test
    void a_slot_that_has_its_run_is_not_repeated() {
        taken = Set.of(at("11:00"));
        now = NOON.plusSeconds(1800);

        assertThat(words(walk(NOON.minus(Duration.ofHours(2)))))
                .containsExactly("12:00:00 catching-up run1 fettle stood still");
    }

    @Test
    void a_boot_is_due_when_it_is_seen() {
        text = "at boot";
        boot = true;
        assertThat(words(walk(NOON.minus(Duration.ofDays(1)))))
                .containsExactly("12:00:00 now run1");

        pauses.add(pause("11:00", Optional.empty()));
        assertThat(words(walk(NOON))).containsExactly("12:00:00 skipped paused at boot");
    }

    @Test
    void a_year_of_seconds_is_two_rows_and_takes_no_time() {
        text = "every 1s";
        long begin = System.nanoTime();

        var walk = walk(NOON.minus(Duration.ofDays(365)));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(words(walk))
                .containsExactly(
                        "2025-11-28T12:00:01Z to 11:59:57 (31535997) skipped stood for by run1",
                        "11:59:58 catching-up run1 fettle stood still",
                        "11:59:59 skipped stood for by run2",
                        "12:00:00 behind run2 it waited for the caught-up run");
    }

    // --- what is given

    private SlotWalk.Decision walk(Instant cursor) {
        ids = 0;
        var timetable = new Timetable(1, "job", List.of(text), ZoneOffset.UTC, NOON, cursor, "");
        if (!text.startsWith("at")) {
            timetable = timetable.anchored(NOON.minus(Duration.ofDays(366)));
        }
        var policy =
                new Scheduled(
                        timetable.times().schedule(),
                        List.of(text),
                        Optional.empty(),
                        catchUp,
                        within,
                        whenBusy,
                        true);
        return SlotWalk.of(
                new SlotWalk.Facts(
                        timetable,
                        timetable.times(),
                        now,
                        policy,
                        parallel,
                        pauses,
                        new Underway(queue, working),
                        taken,
                        "fettle stood still",
                        start,
                        boot,
                        false,
                        () -> id("run" + ++ids)));
    }

    private void waits(String time, String run, Turn turn) {
        queue.add(
                Slot.pending(
                        "job",
                        at(time),
                        1,
                        id(run),
                        turn,
                        Optional.empty(),
                        at(time).plusSeconds(60)));
    }

    private void works(String run, Optional<Turn> turn) {
        working.add(new Working(id(run), true, turn));
    }

    private static Pause pause(String since, Optional<Instant> until) {
        return new Pause(Optional.empty(), at(since), until, Optional.empty(), Optional.empty());
    }

    private static RunId id(String word) {
        return new RunId(word + "x".repeat(12 - word.length()));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-28T" + time + ":00Z");
    }

    // --- what came of it, in words

    private static List<String> words(SlotWalk.Decision walk) {
        return walk.rows().stream()
                .map(SlotWalkTest::words)
                .map(line -> line.replaceAll("(run[0-9]+)x+", "$1"))
                .toList();
    }

    private static String words(Slot slot) {
        var times =
                slot.count() == 1
                        ? time(slot.due())
                        : "%s to %s (%d)"
                                .formatted(time(slot.due()), time(slot.last()), slot.count());
        var state =
                slot.state()
                        .map(SlotState::word)
                        .orElseGet(() ->
                                slot.turn().orElseThrow().word() + " " + slot.run().orElseThrow());
        return (times + " " + state + " " + slot.reason().orElse("")).strip();
    }

    private static String time(Instant moment) {
        var text = moment.toString();
        return text.startsWith("2026-11-28T") ? text.substring(11, 19) : text;
    }
}
