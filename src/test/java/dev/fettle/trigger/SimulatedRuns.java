package dev.fettle.trigger;

import dev.fettle.automation.Automation;
import dev.fettle.history.Lack;
import dev.fettle.history.Lacks;
import dev.fettle.history.Outcome;
import dev.fettle.history.Run;
import dev.fettle.history.Runs;
import dev.fettle.history.Slot;
import dev.fettle.history.Slots;
import dev.fettle.history.Trigger;
import dev.fettle.kit.SimulatedClock;
import dev.fettle.run.Progress;
import dev.fettle.run.Requests;
import dev.fettle.store.StateFolder;
import dev.fettle.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Runs of simulated programs, with their real rows in the store: each works for as long as its
/// automation's programs are said to, by the simulated clock.
final class SimulatedRuns implements SlotRuns.Desk {
    private final Store store;
    private final Runs runs;
    private final Requests requests;
    private final SimulatedClock clock;
    private final Map<String, Duration> lengths = new HashMap<>();
    private final Map<Run, Instant> working = new HashMap<>();
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private boolean recorded;
    private Consumer<String> hears = _ -> {};
    private Function<Automation, Optional<Lack>> lacks = _ -> Optional.empty();

    SimulatedRuns(Store store, StateFolder state, SimulatedClock clock) throws IOException {
        this.store = store;
        this.runs = new Runs(store);
        this.requests = new Requests(runs, state, clock);
        this.clock = clock;
    }

    /// A scheduler that starts these runs, whose looks are the test's to make.
    ///
    /// @param zone of schedules that state none
    Schedules schedules(NeedWatch needs, Supplier<ZoneId> zone) throws IOException {
        var slotRuns =
                new SlotRuns(
                        this,
                        new Slots(store),
                        clock,
                        2,
                        Runnable::run,
                        needs,
                        SimulatedRuns::fail);
        return new Schedules(store, slotRuns, clock, zone, "boot", SimulatedRuns::fail);
    }

    /// The same for automations that need nothing.
    Schedules schedules(Supplier<ZoneId> zone) throws IOException {
        return schedules(new NeedWatch(store, clock, SimulatedRuns::fail), zone);
    }

    static void fail(Throwable e) {
        throw new AssertionError(e);
    }

    void takes(String automation, Duration length) {
        lengths.put(automation, length);
    }

    /// From now on, a run that finds something missing is blocked.
    void lack(Function<Automation, Optional<Lack>> missing) {
        lacks = missing;
    }

    /// Until something else is said its programs end like this.
    void endWith(String automation, Outcome outcome) {
        outcomes.put(automation, outcome);
    }

    /// Whether a run has ended since this was asked last.
    boolean hasRecorded() {
        boolean since = recorded;
        recorded = false;
        return since;
    }

    private Outcome outcome(String automation) {
        return outcomes.getOrDefault(automation, new Outcome.Succeeded());
    }

    @Override
    public void run(Automation automation, Slot slot, Progress progress) throws IOException {
        var asked = requests.keep(automation, Trigger.SCHEDULE, slot);
        if (asked.isPresent()) {
            var begun = runs.started(asked.get(), clock.now()).orElseThrow();
            var length = lengths.getOrDefault(automation.name().text(), Duration.ZERO);
            var lack = lacks.apply(automation);
            if (lack.isPresent()) {
                end(begun, new Outcome.Blocked(lack.get()));
            } else if (length.isZero()) {
                end(begun, outcome(begun.automation()));
            } else {
                working.put(begun, clock.now().plus(length));
            }
        }
    }

    /// Those whose time is over end.
    void endWhatIsOver() throws IOException {
        for (var run : List.copyOf(working.keySet())) {
            if (!clock.now().isBefore(working.getOrDefault(run, Instant.MAX))) {
                working.remove(run);
                end(run, outcome(run.automation()));
            }
        }
    }

    /// When the next one ends.
    Optional<Instant> nextEnd() {
        return working.values().stream().min(Instant::compareTo);
    }

    private void end(Run run, Outcome outcome) throws IOException {
        var over = run.over(outcome, 1, clock.now());
        store.write(sql -> {
            Runs.finish(sql, over, Optional.empty(), new ArrayList<>());
            if (outcome.lacked().isPresent()) {
                Lacks.keep(sql, over, outcome.lacked().get());
            }
            return true;
        });
        recorded = true;
        hears.accept(run.automation());
    }

    @Override
    public void stop(Run run) {
        for (var each : List.copyOf(working.keySet())) {
            if (each.id().equals(run.id())) {
                working.put(each, clock.now());
            }
        }
    }

    @Override
    public void whenOver(Consumer<String> listener) {
        hears = listener;
    }
}
