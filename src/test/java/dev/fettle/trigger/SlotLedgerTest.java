package dev.fettle.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.automation.Scheduled.CatchUp;
import dev.fettle.history.Outcome;
import dev.fettle.history.Pauses;
import dev.fettle.history.Slot;
import dev.fettle.history.SlotState;
import dev.fettle.history.Slots;
import dev.fettle.kit.InMemory;
import dev.fettle.kit.SimulatedClock;
import dev.fettle.kit.TestHome;
import dev.fettle.schedule.NaiveWalk;
import dev.fettle.schedule.RandomSchedules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Days and years go by, through the real scheduler and store, with sleeps, restarts, stalls,
/// pauses and clocks that are set: in the end each slot that a walk through every minute finds has
/// its place in the ledger, once, no two runs are of the same slot, and of what went wrong the user
/// was told.
class SlotLedgerTest {
    private static final Instant BEGINNING = Instant.parse("2027-03-10T00:00:00Z");
    private static final long SEED = 6;

    /// In memory: a year's rows would else wait for the disk two hundred thousand times.
    @TempDir(factory = InMemory.class)
    private Path place;

    private SimulatedClock clock = new SimulatedClock(BEGINNING);
    private SplittableRandom random = new SplittableRandom(SEED);
    private final Map<String, List<String>> texts = new HashMap<>();

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns"})
    void each_slot_of_sixty_days_is_accounted_for_once(String zone) throws Exception {
        everySlotIsAccountedFor(ZoneId.of(zone), Duration.ofDays(60));
    }

    @Tag("long")
    @Tag("long-calendar")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "Europe/Dublin",
                "Australia/Lord_Howe",
                "America/St_Johns",
                "Asia/Kathmandu",
                "Africa/Casablanca",
                "America/Santiago",
                "America/Havana",
                "Pacific/Chatham",
                "Antarctica/Troll"
            })
    void each_slot_of_a_year_is_accounted_for_once(String zone) throws Exception {
        everySlotIsAccountedFor(ZoneId.of(zone), Duration.ofDays(365));
    }

    private void everySlotIsAccountedFor(ZoneId zone, Duration length) throws Exception {
        random = new SplittableRandom(SEED + zone.getId().hashCode());
        clock = new SimulatedClock(BEGINNING);
        try (var home = TestHome.in(place, clock)) {
            makeAutomations(home, zone);
            var end = BEGINNING.plus(length);
            var alerts = SimulatedAlerts.of(home, clock);
            liveUntil(end, home, alerts);

            var naive =
                    NaiveWalk.slots(
                            List.copyOf(texts.values()),
                            zone,
                            BEGINNING.plusSeconds(60),
                            clock.now().plusSeconds(1),
                            BEGINNING);
            int n = 0;
            long slots = 0;
            for (var name : texts.keySet()) {
                slots += compare(home, name, naive.get(n++));
            }
            System.err.printf(
                    "%s: %d slots, %d disturbances, %d incidents (seed %d)%n",
                    zone, slots, disturbances, alerts.allIsTold(), SEED);
            assertThat(slots).isGreaterThan(length.toDays());
        }
    }

    private void makeAutomations(TestHome home, ZoneId zone) throws IOException {
        var schedules = new RandomSchedules(SEED + zone.getId().hashCode());
        for (var catchUp : CatchUp.values()) {
            for (var whenBusy : List.of("skip", "wait", "stop")) {
                var name = catchUp.name().toLowerCase(Locale.ROOT) + "-" + whenBusy;
                var written = schedules.next();
                texts.put(name, written);
                home.automation(
                                name,
                                """
                                schedule: %s
                                timezone: %s
                                catch-up: %s
                                when-busy: %s
                                run: ./go.sh
                                """
                                        .formatted(
                                                written.stream()
                                                        .map(text -> "\"" + text + "\"")
                                                        .toList(),
                                                zone,
                                                catchUp.name().toLowerCase(Locale.ROOT),
                                                whenBusy))
                        .script(name, ":");
            }
        }
    }

    // --- what goes by

    private int disturbances;

    private void liveUntil(Instant end, TestHome home, SimulatedAlerts alerts) throws Exception {
        var runs = new SimulatedRuns(home.workshop().store(), home.workshop().state(), clock);
        for (var name : texts.keySet()) {
            // With a queue that never empties each slot would cost a thousand rows.
            int longest = name.startsWith("all") ? 10 : 200;
            int minutes = random.nextInt(3) == 0 ? random.nextInt(longest) : 0;
            runs.takes(name, Duration.ofMinutes(minutes));
        }
        var schedules = started(home, runs);
        while (clock.now().isBefore(end)) {
            var wait = schedules.untilNext();
            clock.pass(wait);
            if (random.nextInt(150) == 0) {
                disturbances++;
                schedules = disturbed(schedules, home, runs, alerts);
                breakOrMend(runs);
            }
            runs.endWhatIsOver();
            schedules.look(wait);
            alerts.look(runs.hasRecorded());
        }
        settle(schedules, runs, alerts);
    }

    private Schedules started(TestHome home, SimulatedRuns runs) throws IOException {
        var schedules = runs.schedules(() -> ZoneId.of("UTC"));
        schedules.become(home.workshop().home().read());
        schedules.look(Duration.ZERO);
        return schedules;
    }

    private Schedules disturbed(
            Schedules schedules, TestHome home, SimulatedRuns runs, SimulatedAlerts alerts)
            throws IOException {
        var length = Duration.ofSeconds(random.nextInt(random.nextInt(10) == 0 ? 300_000 : 7_000));
        switch (random.nextInt(6)) {
            case 0 -> clock.machineSleeps(length);
            case 1 -> clock.pass(length);
            case 2 -> {
                clock.pass(length);
                alerts.startAnew();
                return started(home, runs);
            }
            case 3 -> clock.step(Duration.ofSeconds(random.nextInt(7_000)));
            case 4 -> {
                var back = clock.now().minusSeconds(random.nextInt(7_000));
                clock.step(
                        Duration.between(clock.now(), back.isBefore(BEGINNING) ? BEGINNING : back));
            }
            default -> {
                var names = List.copyOf(texts.keySet());
                var name = names.get(random.nextInt(names.size()));
                new Pauses(home.workshop().store())
                        .begin(
                                Optional.of(name),
                                clock.now(),
                                Optional.of(clock.now().plus(length)),
                                Optional.empty());
            }
        }
        return schedules;
    }

    /// Until nothing waits any more.
    private void settle(Schedules schedules, SimulatedRuns runs, SimulatedAlerts alerts)
            throws Exception {
        for (int n = 0; n < 300; n++) {
            clock.pass(Duration.ofSeconds(1));
            runs.nextEnd()
                    .ifPresent(next -> clock.pass(positive(Duration.between(clock.now(), next))));
            runs.endWhatIsOver();
            schedules.look(Duration.ofSeconds(1));
            alerts.look(runs.hasRecorded());
        }
        alerts.look(true); // what was gathered
    }

    private void breakOrMend(SimulatedRuns runs) {
        var names = List.copyOf(texts.keySet());
        runs.endWith(
                names.get(random.nextInt(names.size())),
                random.nextBoolean() ? new Outcome.Failed(1) : new Outcome.Succeeded());
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    // --- what came of it

    private long compare(TestHome home, String name, long[] naive) throws IOException {
        var slots = new Slots(home.workshop().store());
        var found = new ArrayList<Long>();
        var runs = new HashSet<String>();
        for (var slot :
                slots.between(name, Instant.EPOCH, clock.now(), Integer.MAX_VALUE).reversed()) {
            itIsExplained(name, slot);
            slot.run().ifPresent(run -> assertThat(runs.add(run.text())).isTrue());
            var times = slots.timetable(slot.timetable()).orElseThrow().times();
            var single =
                    slot.count() == 1
                            ? List.of(slot.due())
                            : times.newest(
                                    slot.due().minusMillis(1), slot.last(), Integer.MAX_VALUE);
            assertThat((long) single.size()).as("%s", slot).isEqualTo(slot.count());
            single.forEach(due -> found.add(due.getEpochSecond()));
        }

        assertThat(found).as("%s %s", name, texts.get(name)).isEqualTo(boxed(naive));
        return found.size();
    }

    private static List<Long> boxed(long[] numbers) {
        return LongStream.of(numbers).boxed().toList();
    }

    private static void itIsExplained(String name, Slot slot) {
        if (slot.state().isEmpty()) {
            return; // due within the last moments
        }
        var state = slot.state().get();
        assertThat(slot.reason().isPresent()).as("%s", slot).isEqualTo(state != SlotState.RAN);
        assertThat(slot.run().isPresent())
                .as("%s", slot)
                .isEqualTo(state != SlotState.SKIPPED && state != SlotState.MISSED);
        if (name.startsWith("none")) {
            assertThat(state).isNotEqualTo(SlotState.CAUGHT_UP);
        }
    }
}
