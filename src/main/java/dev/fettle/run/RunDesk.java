package dev.fettle.run;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Definition;
import dev.fettle.automation.Home;
import dev.fettle.automation.Name;
import dev.fettle.automation.Reading;
import dev.fettle.automation.Readme;
import dev.fettle.automation.Settings;
import dev.fettle.history.Chains;
import dev.fettle.history.Facts;
import dev.fettle.history.Folders;
import dev.fettle.history.Input;
import dev.fettle.history.Ledger;
import dev.fettle.history.MakingUp;
import dev.fettle.history.Run;
import dev.fettle.history.Runs;
import dev.fettle.history.Slot;
import dev.fettle.history.Trigger;
import dev.fettle.notation.UserError;
import dev.fettle.notation.Wording;
import dev.fettle.platform.Clock;
import dev.fettle.platform.ControlGroup;
import dev.fettle.platform.FolderId;
import dev.fettle.platform.Silence;
import dev.fettle.publish.Keepings;
import dev.fettle.publish.Publisher;
import dev.fettle.store.StateFolder;
import dev.fettle.store.Store;
import dev.fettle.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where runs are asked for: by a trigger, by hand, or since they were left unfinished. Whoever
/// takes an automation's lock first carries through what another Fettle left behind.
public final class RunDesk {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Home home;
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
    private final FolderSearch search;
    private final RunGroups groups = new RunGroups();
    private final Clock clock;

    /// Runs that this process has in hand: not to be mistaken for those that another left behind.
    private final Map<Long, InHand> inHand = new ConcurrentHashMap<>();

    /// Runs that an error took out of this process's hand though they are not over: taken up again
    /// as if another Fettle had left them.
    private final Set<Long> dropped = ConcurrentHashMap.newKeySet();

    /// Held for the moment in which a lock is taken and what is unfinished under it is registered,
    /// so that whoever shares the lock a moment later sees both. For each automation its own: one
    /// that hangs there, at a dead mount, stops no other.
    private final Map<String, Object> taking = new ConcurrentHashMap<>();

    private final List<Consumer<String>> whenOver = new CopyOnWriteArrayList<>();

    private record InHand(String automation, Set<Path> inputs, Cancellation cancellation) {}

    /// The lock, and what was left behind under it, on its way in threads of its own.
    private record Taken(AutomationLocks.Held lock, List<CompletableFuture<Run>> adopted)
            implements AutoCloseable {
        @Override
        public void close() {
            lock.close();
        }
    }

    public RunDesk(
            Home home,
            StateFolder state,
            Store store,
            Keepings keepings,
            Publisher publisher,
            Places places,
            Clock clock,
            Supplier<Settings> settings)
            throws IOException {
        this.home = home;
        this.state = state;
        this.runs = new Runs(store);
        this.requests = new Requests(runs, state, clock);
        this.publisher = publisher;
        this.places = places;
        this.locks = new AutomationLocks(state);
        this.exclusives = new Exclusives(state);
        this.disposal = new InputDisposal(store, home.paths().userHome(), clock);
        this.clock = clock;
        this.search = new FolderSearch(home, new Folders(store));
        var facts = new Facts(store);
        this.needs = new Needs(facts);
        var environment = new ProgramEnvironment();
        this.engine =
                new Engine(
                        state,
                        runs,
                        keepings,
                        publisher,
                        new Preparation(publisher, keepings, needs, facts, clock),
                        new Attempts(state, search, environment, groups, clock),
                        new Recording(store, new Ledger(store), disposal, clock),
                        environment,
                        search,
                        clock,
                        settings);
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
        var run = keep(asked, cancellation).orElseThrow(() -> renamed(asked.automation()));
        return carryThrough(run, asked, progress, cancellation);
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
        Requested request =
                inputs -> requests.keep(asked.automation(), asked.trigger(), inputs, link);
        return runOf(asked, request, progress, cancellation);
    }

    /// The same for a slot that waits for its run.
    ///
    /// @return empty where it waits no longer
    public Optional<Run> run(Asked asked, Slot slot, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        Requested request = _ -> requests.keep(asked.automation(), asked.trigger(), slot);
        return runOf(asked, request, progress, cancellation);
    }

    /// The same for a slot that is made up for.
    ///
    /// @return empty where it is not to be made up for any more
    public Optional<Run> run(
            Asked asked, MakingUp making, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        Requested request = _ -> requests.keep(asked.automation(), making);
        return runOf(asked, request, progress, cancellation);
    }

    private Optional<Run> runOf(
            Asked asked, Requested request, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        var run = keep(asked, request, cancellation);
        return run.isEmpty()
                ? Optional.empty()
                : Optional.of(carryThrough(run.get(), asked, progress, cancellation));
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
        var hand = inHand.get(run.seq());
        if (hand != null) {
            hand.cancellation().cancel();
        }
        return hand != null;
    }

    /// Carries through what was left unfinished, where nobody else is at it.
    ///
    /// @return the runs that were finished
    public List<Run> recover(String automation) throws IOException, InterruptedException {
        var taken = take(automation);
        if (taken.isEmpty()) {
            return List.of();
        }
        try (var held = taken.get()) {
            var finished = new ArrayList<Run>();
            for (var adopted : held.adopted()) {
                finished.add(ended(adopted));
            }
            return finished;
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
        return inHand.values().stream()
                .anyMatch(h -> h.automation().equals(automation) && h.inputs().contains(input));
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
    /// between the record and the clearing up.
    public void sweep() throws IOException {
        for (var id : groups.runs()) {
            if (isOver(id)) { // until now something that it left was running there
                groups.clear(id);
            }
        }
        if (!Files.isDirectory(state.runs())) {
            return;
        }
        var folders = new ArrayList<Path>();
        try (var all = Files.newDirectoryStream(state.runs())) {
            all.forEach(folders::add);
        }
        for (var folder : folders) {
            // Listed first, asked afterwards: a run that began in between is known by then.
            if (isOver(folder.getFileName().toString())) {
                new RunFolder(folder).delete();
            }
        }
    }

    private boolean isOver(String id) throws IOException {
        return runs.maybe(id).map(Run::isFinished).orElse(true);
    }

    /// Makes a request durable; empty where it is none any more.
    @FunctionalInterface
    private interface Requested {
        Optional<Run> keep(List<Input> inputs) throws IOException;
    }

    private Optional<Run> keep(Asked asked, Cancellation cancellation) throws IOException {
        Requested request =
                inputs -> requests.keep(asked.automation(), asked.trigger(), inputs, asked.dry());
        return keep(asked, request, cancellation);
    }

    private Optional<Run> keep(Asked asked, Requested request, Cancellation cancellation)
            throws IOException {
        var inputs = asked.inputs().stream().map(InputBytes::input).toList();
        // Registered under the same monitor as orphans are: a request of ours is never one.
        synchronized (taking(asked.automation().name().text())) {
            var run = request.keep(inputs);
            run.ifPresent(r ->
                    inHand.put(r.seq(), new InHand(r.automation(), paths(inputs), cancellation)));
            return run;
        }
    }

    /// Under which bound a run is besides its automation's own.
    private static Optional<String> shared(Trigger trigger, Definition definition)
            throws IOException {
        return trigger == Trigger.WATCH && definition.perFile()
                ? Optional.of(Silence.whereverPossible(definition.places()))
                : Optional.empty();
    }

    private Object taking(String automation) {
        return taking.computeIfAbsent(automation, _ -> new Object());
    }

    private static Set<Path> paths(List<Input> inputs) {
        return inputs.stream().map(Input::path).collect(Collectors.toSet());
    }

    private Run carryThrough(Run run, Asked asked, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        try {
            return underItsLock(run, asked, progress, cancellation);
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            drop(run, e);
            throw e;
        } finally {
            overWith(run);
        }
    }

    private Run underItsLock(Run run, Asked asked, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        var name = run.automation();
        boolean told = false;
        for (var taken = take(name); ; taken = take(name)) {
            if (taken.isPresent()) {
                try (var _ = taken.get()) {
                    return inTurn(run, asked, progress, cancellation);
                }
            }
            var over = runs.get(run.seq()).filter(Run::isFinished);
            if (over.isEmpty() && cancellation.isWanted()) {
                over = engine.giveUpUnlessBegun(run);
            }
            if (over.isPresent()) {
                return over.get(); // given up, or done by whoever holds the lock
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
        while (!cancellation.isWanted()) {
            var taken = take(name);
            if (taken.isEmpty()) {
                clock.sleep(LOOK_AGAIN);
                continue;
            }
            try (var _ = taken.get();
                    var turn = exclusives.take(automation, _ -> {}, cancellation);
                    var place =
                            places.take(
                                    name,
                                    "an arrival",
                                    definition.parallel(),
                                    shared(Trigger.WATCH, definition))) {
                var inputs =
                        arrived.inputs().stream()
                                .filter(i -> !isWorkingOn(name, i.path()))
                                .toList();
                if (inputs.isEmpty() || cancellation.isWanted()) {
                    return Optional.empty();
                }
                var asked = new Asked(automation, Trigger.WATCH, inputs, dry);
                return keptAndCarriedOut(asked, turn, place, progress, cancellation);
            }
        }
        return Optional.empty();
    }

    /// What has arrived, asked for at the last moment.
    @FunctionalInterface
    public interface Arrived {
        List<InputBytes> inputs() throws IOException;
    }

    private Optional<Run> keptAndCarriedOut(
            Asked asked,
            Exclusives.Turn turn,
            Places.Place place,
            Progress progress,
            Cancellation cancellation)
            throws IOException, InterruptedException {
        var kept =
                isWhereItWas(asked.automation())
                        ? keep(asked, cancellation)
                        : Optional.<Run>empty();
        if (kept.isEmpty()) {
            return Optional.empty(); // whoever watches for the automation now takes it up
        }
        var run = kept.get();
        place.isOf(run.id().text());
        try {
            turn.isOf(run.id());
            var rest =
                    engine.carryOutNew(
                            run, asked.automation(), asked.inputs(), progress, cancellation);
            place.close();
            turn.close();
            return Optional.of(rest.record());
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            drop(run, e);
            throw e;
        } finally {
            overWith(run);
        }
    }

    /// A program cannot start in a folder that is gone.
    private static boolean isWhereItWas(Automation automation) throws IOException {
        return automation.id().isEmpty()
                || automation.id().equals(FolderId.of(automation.folder()));
    }

    private void overWith(Run run) {
        inHand.remove(run.seq());
        whenOver.forEach(hears -> hears.accept(run.automation()));
    }

    /// From now on whoever wants to hear when a run has left this process's hand is called with its
    /// automation's name; must not block.
    public void whenOver(Consumer<String> hears) {
        whenOver.add(hears);
    }

    /// From now on each run here has a part of its own of this group, and is ended by it.
    public void divide(ControlGroup whole) {
        groups.divide(whole);
    }

    /// From now on it hears of each run here.
    public void tell(Witness witness) {
        engine.tell(witness);
    }

    /// It is tried again for as long as it takes, and whoever asks how things stand is told why.
    private void drop(Run run, Throwable e) {
        dropped.add(run.seq());
        try {
            switch (e) {
                case StoreException _ -> {} // nothing can be written down now
                case IOException denied -> runs.stuck(run, Wording.denied(denied));
                default -> runs.stuck(run, "an error in Fettle itself: " + e);
            }
        } catch (IOException further) {
            e.addSuppressed(further);
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
        var shared = shared(run.trigger(), definition);
        var working = places.working(run.automation());
        if (working.size() >= definition.parallel()) {
            progress.reached(run, new Progress.Stage.Waiting(working));
        }
        Engine.Rest rest;
        try (var turn =
                        exclusives.take(
                                asked.automation(),
                                on -> progress.reached(run, new Progress.Stage.Waiting(on)),
                                cancellation);
                var _ =
                        places.take(
                                run.automation(), run.id().text(), definition.parallel(), shared)) {
            var over = runs.get(run.seq()).filter(Run::isFinished);
            if (over.isEmpty() && cancellation.isWanted()) {
                over = engine.giveUpUnlessBegun(run);
            }
            if (over.isPresent()) {
                return over.get();
            }
            turn.isOf(run.id());
            rest = engine.carryOut(run, asked.automation(), asked.inputs(), progress, cancellation);
        }
        return rest.record();
    }

    /// Takes the automation's lock, alone or with others of this process. Whoever takes it freshly
    /// takes up what another Fettle left behind: whatever is unfinished and in nobody's hand here
    /// is nobody's any more. What an error dropped here is taken up in any case.
    ///
    /// @return empty where another process holds the lock
    private Optional<Taken> take(String automation) throws IOException {
        synchronized (taking(automation)) {
            var held = locks.tryTake(automation);
            if (held.isEmpty()) {
                return Optional.empty();
            }
            try {
                if (held.get().fresh()) {
                    engine.finishPublications(automation);
                    disposal.recover(automation); // of what is undone by now, too
                    return Optional.of(new Taken(held.get(), adoptAll(automation, _ -> true)));
                }
                var again =
                        dropped.isEmpty()
                                ? List.<CompletableFuture<Run>>of()
                                : adoptAll(automation, run -> dropped.contains(run.seq()));
                return Optional.of(new Taken(held.get(), again));
            } catch (IOException | RuntimeException | LinkageError | InternalError e) {
                held.get().close();
                throw e;
            }
        }
    }

    private List<CompletableFuture<Run>> adoptAll(String automation, Predicate<Run> wanted)
            throws IOException {
        var adopted = new ArrayList<CompletableFuture<Run>>();
        for (var run : runs.unfinished(automation)) {
            var hand = new InHand(automation, paths(runs.inputs(run)), new Cancellation());
            if (wanted.test(run) && inHand.putIfAbsent(run.seq(), hand) == null) {
                dropped.remove(run.seq());
                // Each keeps the lock for itself and, where it may be working already, its place.
                var lock = locks.tryTake(automation).orElseThrow();
                boolean begun = RunFolder.of(state, run.id()).newestAttempt() > 0;
                var place = begun ? places.enter(automation, run.id().text()) : null;
                var future = new CompletableFuture<Run>();
                Thread.ofPlatform() // where it leads is not known yet: perhaps to a dead mount
                        .daemon()
                        .name("adopt-" + run.id())
                        .start(() -> adopt(run, hand, lock, place, future));
                adopted.add(future);
            }
        }
        return adopted;
    }

    private void adopt(
            Run run,
            InHand hand,
            AutomationLocks.Held lock,
            Places.@Nullable Place entered,
            CompletableFuture<Run> future) {
        try (lock) {
            var definition = definitionOf(run);
            Engine.Rest rest;
            try (var _ = exclusives.takeUp(definition, run.id());
                    var _ = entered != null ? entered : placeFor(run, definition)) {
                rest = engine.adopt(run, definition, Progress.SILENT, hand.cancellation());
            }
            future.complete(rest.record());
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            drop(run, e);
            future.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            future.completeExceptionally(e);
        } finally {
            overWith(run);
        }
    }

    /// For a request that nobody had begun to carry out.
    private Places.Place placeFor(Run run, Optional<Automation> definition)
            throws InterruptedException {
        int parallel = definition.map(d -> d.definition().parallel()).orElse(1);
        return places.take(run.automation(), run.id().text(), parallel, Optional.empty());
    }

    private static Run ended(CompletableFuture<Run> adopted)
            throws IOException, InterruptedException {
        try {
            return adopted.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("a run could not be carried through", e.getCause());
        }
    }

    /// The definition that the run was started with; where it was not started yet, today's.
    private Optional<Automation> definitionOf(Run run) throws IOException {
        var name = new Name(run.automation());
        var folder = search.of(name);
        var kept = RunFolder.of(state, run.id()).definition();
        if (kept.isPresent()
                && Readme.of(name, folder, kept.get(), home.paths())
                        instanceof Reading.Readable(var automation)) {
            return Optional.of(automation);
        }
        if (!folder.equals(home.root().resolve(name.text()))) {
            return home.readAs(name, folder) instanceof Reading.Readable(var automation)
                    ? Optional.of(automation)
                    : Optional.empty();
        }
        try {
            return Optional.of(home.automation(name.text()));
        } catch (UserError e) {
            return Optional.empty();
        }
    }
}
