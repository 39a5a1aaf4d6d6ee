package dev.fettle.run;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Home;
import dev.fettle.automation.Name;
import dev.fettle.automation.Reading;
import dev.fettle.automation.Readme;
import dev.fettle.automation.Settings;
import dev.fettle.history.Ledger;
import dev.fettle.history.Outcome;
import dev.fettle.history.Run;
import dev.fettle.history.Runs;
import dev.fettle.history.Trigger;
import dev.fettle.notation.UserError;
import dev.fettle.platform.Clock;
import dev.fettle.publish.Keepings;
import dev.fettle.publish.Publisher;
import dev.fettle.store.StateFolder;
import dev.fettle.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// Where runs are asked for: by a trigger, by hand, or since they were left unfinished. Whoever
/// takes an automation's lock first carries through what another Fettle left behind.
public final class RunDesk {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Home home;
    private final StateFolder state;
    private final Runs runs;
    private final Requests requests;
    private final Slots slots;
    private final AutomationLocks locks;
    private final Engine engine;
    private final InputDisposal disposal;
    private final Clock clock;

    /// Runs that this process has in hand: not to be mistaken for those that another left behind.
    private final Map<Long, Cancellation> inHand = new ConcurrentHashMap<>();

    public RunDesk(
            Home home,
            StateFolder state,
            Store store,
            Keepings keepings,
            Publisher publisher,
            Slots slots,
            Clock clock,
            Supplier<Settings> settings)
            throws IOException {
        this.home = home;
        this.state = state;
        this.runs = new Runs(store);
        this.requests = new Requests(runs, state, clock);
        this.slots = slots;
        this.locks = new AutomationLocks(state);
        this.disposal = new InputDisposal(store, home.paths().userHome(), clock);
        this.clock = clock;
        var environment = new ProgramEnvironment();
        this.engine =
                new Engine(
                        state,
                        runs,
                        keepings,
                        publisher,
                        new Preparation(publisher, keepings, clock),
                        new Attempts(state, environment, clock),
                        new Recording(store, new Ledger(store), disposal, clock),
                        environment,
                        clock,
                        settings);
    }

    public Slots slots() {
        return slots;
    }

    public InputDisposal disposal() {
        return disposal;
    }

    /// What is asked for.
    public record Asked(
            Automation automation, Trigger trigger, List<InputBytes> inputs, boolean dry) {
        public Asked {
            inputs = List.copyOf(inputs);
        }
    }

    /// Keeps the request and carries it out; returns the run as it was recorded. Waits for the
    /// automation's lock and for a place, and says on whom it waits.
    ///
    /// @param cancellation ends the run, or the wait for it, as `cancelled`
    public Run run(Asked asked, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        var run = keep(asked);
        inHand.put(run.seq(), cancellation);
        try {
            return carryThrough(run, asked, progress, cancellation);
        } finally {
            inHand.remove(run.seq());
        }
    }

    /// Whether the run would have to wait, and on whom: ids of the runs that work now.
    public List<String> busyWith(Automation automation) throws IOException {
        var here = slots.working(automation.name().text());
        if (!here.isEmpty()) {
            return slots.isFull(automation.name().text(), automation.definition().parallel())
                    ? here
                    : List.of();
        }
        try (var held = locks.tryTake(automation.name().text()).orElse(null)) {
            return held == null
                    ? runs.unfinished(automation.name().text()).stream()
                            .map(r -> r.id().text())
                            .toList()
                    : List.of();
        }
    }

    /// Ends a run that this process has in hand; false where it has not.
    public boolean cancel(Run run) {
        var cancellation = inHand.get(run.seq());
        if (cancellation != null) {
            cancellation.cancel();
        }
        return cancellation != null;
    }

    /// Carries through what was left unfinished, where nobody else is at it.
    ///
    /// @return the runs that were finished
    public List<Run> recover(String automation) throws IOException, InterruptedException {
        var held = locks.tryTake(automation);
        if (held.isEmpty()) {
            return List.of();
        }
        try (var lock = held.get()) {
            return leftBehind(automation, lock.fresh());
        }
    }

    /// Names of automations with runs that have no outcome yet.
    public List<String> unfinished() throws IOException {
        return runs.withUnfinished();
    }

    /// Whether nobody holds the automation's lock: what is unfinished waits for somebody to take it
    /// up.
    public boolean isUnattended(String automation) throws IOException {
        return !locks.isHeld(automation);
    }

    private Run keep(Asked asked) throws IOException {
        var inputs = asked.inputs().stream().map(InputBytes::input).toList();
        return requests.keep(asked.automation().name(), asked.trigger(), inputs, asked.dry());
    }

    private Run carryThrough(Run run, Asked asked, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        var name = run.automation();
        boolean told = false;
        for (var held = locks.tryTake(name); ; held = locks.tryTake(name)) {
            if (held.isPresent()) {
                try (var lock = held.get()) {
                    leftBehind(name, lock.fresh());
                    return inTurn(run, asked, progress, cancellation);
                }
            }
            if (cancellation.isWanted()) {
                return cancelWaiting(run);
            }
            var recorded = runs.get(run.seq()).filter(Run::isFinished);
            if (recorded.isPresent()) {
                return recorded.get(); // whoever holds the lock has done it
            }
            if (!told) {
                progress.reached(run, new Progress.Stage.Waiting(othersThan(run)));
                told = true;
            }
            clock.sleep(LOOK_AGAIN);
        }
    }

    /// Runs a watched automation on what has arrived. What that is, is asked once the lock and a
    /// place are there, so that nobody else can have handled it meanwhile; only then is the request
    /// kept.
    ///
    /// @param arrived the inputs, read now; empty where there is nothing to do any more
    /// @return the run as recorded; empty where there was nothing to do, or it was cancelled before
    public Optional<Run> runArrived(
            Automation automation,
            Arrived arrived,
            boolean dry,
            Progress progress,
            Cancellation cancellation)
            throws IOException, InterruptedException {
        var name = automation.name().text();
        var definition = automation.definition();
        for (var held = locks.tryTake(name); !cancellation.isWanted(); held = locks.tryTake(name)) {
            if (held.isEmpty()) {
                clock.sleep(LOOK_AGAIN);
                continue;
            }
            try (var lock = held.get()) {
                leftBehind(name, lock.fresh());
                try (var _ =
                        slots.take(
                                name, "an arrival", definition.parallel(), definition.perFile())) {
                    var inputs = arrived.inputs();
                    if (inputs.isEmpty() || cancellation.isWanted()) {
                        return Optional.empty();
                    }
                    return Optional.of(
                            keptAndCarriedOut(
                                    new Asked(automation, Trigger.WATCH, inputs, dry),
                                    progress,
                                    cancellation));
                }
            }
        }
        return Optional.empty();
    }

    /// What has arrived, asked for at the last moment.
    @FunctionalInterface
    public interface Arrived {
        List<InputBytes> inputs() throws IOException;
    }

    private Run keptAndCarriedOut(Asked asked, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        var run = keep(asked);
        inHand.put(run.seq(), cancellation);
        try {
            return engine.carryOut(run, asked.automation(), asked.inputs(), progress, cancellation);
        } finally {
            inHand.remove(run.seq());
        }
    }

    private List<String> othersThan(Run run) throws IOException {
        return runs.unfinished(run.automation()).stream()
                .map(r -> r.id().text())
                .filter(id -> !id.equals(run.id().text()))
                .toList();
    }

    private Run inTurn(Run run, Asked asked, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        var definition = asked.automation().definition();
        boolean shared = run.trigger() == Trigger.WATCH && definition.perFile();
        var working = slots.working(run.automation());
        if (working.size() >= definition.parallel()) {
            progress.reached(run, new Progress.Stage.Waiting(working));
        }
        try (var _ = slots.take(run.automation(), run.id().text(), definition.parallel(), shared)) {
            var recorded = runs.get(run.seq()).filter(Run::isFinished);
            if (recorded.isPresent()) {
                return recorded.get();
            }
            if (cancellation.isWanted()) {
                return cancelWaiting(run);
            }
            return engine.carryOut(run, asked.automation(), asked.inputs(), progress, cancellation);
        }
    }

    private Run cancelWaiting(Run run) throws IOException {
        return engine.giveUp(run, new Outcome.Cancelled());
    }

    /// Called with the automation's lock held: whatever is unfinished and in nobody's hand here is
    /// nobody's any more.
    private List<Run> leftBehind(String automation, boolean fresh)
            throws IOException, InterruptedException {
        if (!fresh) {
            return List.of();
        }
        disposal.recover(automation);
        engine.finishPublications(automation);
        var orphans =
                runs.unfinished(automation).stream()
                        .filter(r -> inHand.putIfAbsent(r.seq(), new Cancellation()) == null)
                        .toList();
        if (orphans.isEmpty()) {
            return List.of();
        }
        var carried = new ArrayList<Callable<Run>>();
        orphans.forEach(run -> carried.add(() -> adopt(run)));
        return together(carried);
    }

    private Run adopt(Run run) throws IOException, InterruptedException {
        try {
            var cancellation = inHand.getOrDefault(run.seq(), new Cancellation());
            return engine.adopt(run, definitionOf(run), Progress.SILENT, cancellation);
        } finally {
            inHand.remove(run.seq());
        }
    }

    /// The definition that the run was started with; where it was not started yet, today's.
    private Optional<Automation> definitionOf(Run run) throws IOException {
        var name = new Name(run.automation());
        var folder = home.root().resolve(name.text());
        var kept = RunFolder.of(state, run.id()).definition();
        if (kept.isPresent()
                && Readme.of(name, folder, kept.get(), home.paths())
                        instanceof Reading.Readable(var automation)) {
            return Optional.of(automation);
        }
        try {
            return Optional.of(home.automation(name.text()));
        } catch (UserError e) {
            return Optional.empty();
        }
    }

    private static <T> List<T> together(List<Callable<T>> tasks)
            throws IOException, InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("a run could not be carried through", e.getCause());
        }
    }
}
