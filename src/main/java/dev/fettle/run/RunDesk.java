package dev.fettle.run;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Home;
import dev.fettle.automation.Settings;
import dev.fettle.check.backup.Wakefulness;
import dev.fettle.environment.ProgramVersions;
import dev.fettle.history.Chains;
import dev.fettle.history.Facts;
import dev.fettle.history.Folders;
import dev.fettle.history.Habits;
import dev.fettle.history.Ledger;
import dev.fettle.history.MakingUp;
import dev.fettle.history.Run;
import dev.fettle.history.Runs;
import dev.fettle.history.Slot;
import dev.fettle.history.Trigger;
import dev.fettle.notation.UserError;
import dev.fettle.platform.Clock;
import dev.fettle.platform.ControlGroup;
import dev.fettle.publish.Keepings;
import dev.fettle.publish.Publisher;
import dev.fettle.secret.Vault;
import dev.fettle.store.StateFolder;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Where runs are asked for: by a trigger, by hand, or since they were left unfinished. Whoever
/// takes an automation's lock first carries through what another Fettle left behind.
public final class RunDesk {
    private final StateFolder state;
    private final Runs runs;
    private final Requests requests;
    private final Publisher publisher;
    private final Places places;
    private final AutomationLocks locks;
    private final Exclusives exclusives;
    private final Needs needs;
    private final Engine engine;
    private final InputDisposal disposal;
    private final Hands hands;
    private final Takeover takeover;
    private final Passage passage;
    private final RunGroups groups = new RunGroups();
    private final Clock clock;

    /// @param awake for how long the machine was
    public RunDesk(
            Home home,
            StateFolder state,
            Store store,
            Keepings keepings,
            Publisher publisher,
            Places places,
            Clock clock,
            Wakefulness awake,
            Supplier<Settings> settings)
            throws IOException {
        this.state = state;
        this.runs = new Runs(store);
        this.requests = new Requests(runs, state, clock);
        this.publisher = publisher;
        this.places = places;
        this.locks = new AutomationLocks(state);
        this.exclusives = new Exclusives(state);
        this.disposal = new InputDisposal(store, home.paths().userHome(), clock);
        this.clock = clock;
        var search = new FolderSearch(home, new Folders(store));
        var facts = new Facts(store);
        this.needs = new Needs(facts, new ProgramVersions(store, clock));
        var environment = new ProgramEnvironment();
        var turns = new RepositoryTurns(state, facts, clock);
        var occasions =
                new Occasions(runs, publisher, new Habits(store, clock), clock, awake, turns);
        var journey =
                new Journey(
                        new Preparation(publisher, keepings, needs, facts, clock),
                        new Attempts(state, search, environment, groups, clock),
                        publisher,
                        occasions,
                        turns,
                        environment,
                        new Vault(state),
                        search,
                        clock,
                        settings);
        this.engine =
                new Engine(
                        state,
                        runs,
                        keepings,
                        publisher,
                        journey,
                        new Recording(store, new Ledger(store), disposal, clock),
                        clock);
        this.hands = new Hands(runs);
        this.takeover =
                new Takeover(
                        home,
                        state,
                        runs,
                        hands,
                        locks,
                        exclusives,
                        places,
                        engine,
                        disposal,
                        search);
        this.passage = new Passage(runs, hands, takeover, exclusives, places, engine, clock);
    }

    public Places places() {
        return places;
    }

    public Needs needs() {
        return needs;
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
        var run =
                passage.keep(asked, asNewRun(asked), cancellation)
                        .orElseThrow(() -> renamed(asked.automation()));
        return passage.carryThrough(run, asked, progress, cancellation);
    }

    private static UserError renamed(Automation automation) {
        return new UserError(
                "the folder of %s was renamed or exchanged a moment ago; ask again"
                        .formatted(automation.name()));
    }

    /// The same for what follows a success.
    ///
    /// @return empty where its folder has another name by now
    public Optional<Run> run(
            Asked asked, Chains.Link link, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        Takeover.Requested request =
                inputs -> requests.keep(asked.automation(), asked.trigger(), inputs, link);
        return runOf(asked, request, progress, cancellation);
    }

    /// The same for a slot that waits for its run.
    ///
    /// @return empty where it waits no longer
    public Optional<Run> run(Asked asked, Slot slot, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        var automation = asked.automation();
        var definition = automation.definition();
        var name = automation.name().text();
        if (definition.exclusive().isEmpty()) {
            var taken = takeover.take(name);
            var place =
                    taken.isEmpty()
                            ? Optional.<Places.Place>empty()
                            : places.tryTake(name, "a slot", definition.parallel());
            if (place.isPresent()) {
                // Nobody is to be waited for: what is asked for begins with the same row.
                try (var _ = taken.get();
                        var turn = exclusives.take(automation, _ -> {}, cancellation);
                        var its = place.get()) {
                    Takeover.Requested begun =
                            _ -> requests.keepStarted(automation, asked.trigger(), slot);
                    return passage.keptAndCarriedOut(
                            asked, begun, turn, its, progress, cancellation);
                }
            }
            taken.ifPresent(Takeover.Taken::close);
        }
        Takeover.Requested request = _ -> requests.keep(automation, asked.trigger(), slot);
        return runOf(asked, request, progress, cancellation);
    }

    /// The same for a slot that is made up for.
    ///
    /// @return empty where it is not to be made up for any more
    public Optional<Run> run(
            Asked asked, MakingUp making, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        Takeover.Requested request = _ -> requests.keep(asked.automation(), making);
        return runOf(asked, request, progress, cancellation);
    }

    private Optional<Run> runOf(
            Asked asked, Takeover.Requested request, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        var run = passage.keep(asked, request, cancellation);
        return run.isEmpty()
                ? Optional.empty()
                : Optional.of(passage.carryThrough(run.get(), asked, progress, cancellation));
    }

    /// On whom a run would have to wait, in words; empty where it would not.
    public Optional<String> busyWith(Automation automation) throws IOException {
        var name = automation.name().text();
        var own = ownAtWork(automation);
        if (!own.isEmpty()) {
            return Optional.of("%s is working: run %s".formatted(name, String.join(", ", own)));
        }
        var others = exclusives.othersAtWork(automation);
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "%s never works at the same time as run %s (exclusive: %s)"
                                .formatted(
                                        name,
                                        String.join(", ", others),
                                        automation.definition().exclusive().orElseThrow()));
    }

    private List<String> ownAtWork(Automation automation) throws IOException {
        var here = places.working(automation.name().text());
        if (!here.isEmpty()) {
            return places.isFull(automation.name().text(), automation.definition().parallel())
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
        return hands.cancel(run);
    }

    /// Carries through what was left unfinished, where nobody else is at it.
    ///
    /// @return the runs that were finished
    public List<Run> recover(String automation) throws IOException, InterruptedException {
        var taken = takeover.take(automation);
        if (taken.isEmpty()) {
            return List.of();
        }
        try (var held = taken.get()) {
            return held.finished();
        }
    }

    /// The right to be alone with some automations.
    @FunctionalInterface
    public interface Alone extends AutoCloseable {
        @Override
        void close();
    }

    /// Keeps everybody from these automations, in all processes, until it is closed.
    ///
    /// @return empty where somebody works on one of them
    public Optional<Alone> alone(Collection<String> automations) throws IOException {
        var held = new ArrayList<AutomationLocks.Held>();
        for (var automation : automations) {
            var lock = locks.tryTakeAlone(automation);
            if (lock.isEmpty()) {
                held.forEach(AutomationLocks.Held::close);
                return Optional.empty();
            }
            held.add(lock.get());
        }
        return Optional.of(() -> held.forEach(AutomationLocks.Held::close));
    }

    /// Whether a run that this process has in hand was given this file.
    public boolean isWorkingOn(String automation, Path input) {
        return hands.isWorkingOn(automation, input);
    }

    /// Names of automations with runs that have no outcome yet, or with something that was
    /// interrupted after it.
    public List<String> unfinished() throws IOException {
        var names = new TreeSet<>(runs.withUnfinished());
        names.addAll(publisher.interrupted());
        names.addAll(disposal.unfinished());
        return List.copyOf(names);
    }

    /// Whether nobody holds the automation's lock: what is unfinished waits for somebody to take it
    /// up.
    public boolean isUnattended(String automation) throws IOException {
        return !locks.isHeld(automation);
    }

    /// Takes away the folders and the control groups of runs that are over: Fettle may have died
    /// between the record and the clearing up. Folders of looks that somebody makes now stay.
    public void sweep() throws IOException {
        new Sweep(state, runs, groups).all();
    }

    private Takeover.Requested asNewRun(Asked asked) {
        return inputs -> requests.keep(asked.automation(), asked.trigger(), inputs, asked.dry());
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
        while (!cancellation.isWanted()) {
            var taken = takeover.take(name);
            if (taken.isEmpty()) {
                clock.sleep(Passage.LOOK_AGAIN);
                continue;
            }
            try (var _ = taken.get();
                    var turn = exclusives.take(automation, _ -> {}, cancellation);
                    var place =
                            places.take(
                                    name,
                                    "an arrival",
                                    definition.parallel(),
                                    Passage.shared(Trigger.WATCH, definition))) {
                var inputs =
                        arrived.inputs().stream()
                                .filter(i -> !isWorkingOn(name, i.path()))
                                .toList();
                if (inputs.isEmpty() || cancellation.isWanted()) {
                    return Optional.empty();
                }
                var asked = new Asked(automation, Trigger.WATCH, inputs, dry);
                return passage.keptAndCarriedOut(
                        asked, asNewRun(asked), turn, place, progress, cancellation);
            }
        }
        return Optional.empty();
    }

    /// What has arrived, asked for at the last moment.
    @FunctionalInterface
    public interface Arrived {
        List<InputBytes> inputs() throws IOException;
    }

    /// From now on whoever wants to hear when a run has left this process's hand is called with its
    /// automation's name; must not block.
    public void whenOver(Consumer<String> hears) {
        hands.whenOver(hears);
    }

    /// From now on each run here has a part of its own of this group, and is ended by it.
    public void divide(ControlGroup whole) {
        groups.divide(whole);
    }

    /// From now on it hears of each run here.
    public void tell(Witness witness) {
        engine.tell(witness);
    }
}
