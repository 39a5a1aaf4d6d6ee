package dev.fettle.run;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Home;
import dev.fettle.automation.Name;
import dev.fettle.automation.Reading;
import dev.fettle.automation.Readme;
import dev.fettle.history.Input;
import dev.fettle.history.Run;
import dev.fettle.history.Runs;
import dev.fettle.notation.UserError;
import dev.fettle.store.StateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Takes automations' locks, and with a lock what another Fettle left unfinished under it.
/// Thread-safe.
final class Takeover {
    private final Home home;
    private final StateFolder state;
    private final Runs runs;
    private final Hands hands;
    private final AutomationLocks locks;
    private final Exclusives exclusives;
    private final Places places;
    private final Engine engine;
    private final InputDisposal disposal;
    private final FolderSearch search;

    /// Held for the moment in which a lock is taken and what is unfinished under it is registered,
    /// so that whoever shares the lock a moment later sees both. For each automation its own: one
    /// that hangs there, at a dead mount, stops no other.
    private final Map<String, Object> taking = new ConcurrentHashMap<>();

    Takeover(
            Home home,
            StateFolder state,
            Runs runs,
            Hands hands,
            AutomationLocks locks,
            Exclusives exclusives,
            Places places,
            Engine engine,
            InputDisposal disposal,
            FolderSearch search) {
        this.home = home;
        this.state = state;
        this.runs = runs;
        this.hands = hands;
        this.locks = locks;
        this.exclusives = exclusives;
        this.places = places;
        this.engine = engine;
        this.disposal = disposal;
        this.search = search;
    }

    /// The lock, and what was left behind under it, on its way in threads of its own.
    record Taken(AutomationLocks.Held lock, List<CompletableFuture<Run>> adopted)
            implements AutoCloseable {
        /// Waits for what was left behind.
        List<Run> finished() throws IOException, InterruptedException {
            var finished = new ArrayList<Run>();
            for (var each : adopted) {
                finished.add(ended(each));
            }
            return finished;
        }

        @Override
        public void close() {
            lock.close();
        }
    }

    /// Makes a request durable; empty where it is none any more.
    @FunctionalInterface
    interface Requested {
        Optional<Run> keep(List<Input> inputs) throws IOException;
    }

    /// Keeps a request that is in this process's hand from the first moment: nobody here takes it
    /// for one that was left behind.
    Optional<Run> keep(
            String automation, List<Input> inputs, Requested request, Cancellation cancellation)
            throws IOException {
        synchronized (taking(automation)) {
            var run = request.keep(inputs);
            run.ifPresent(r ->
                    hands.take(r, new Hands.Hand(r.automation(), paths(inputs), cancellation)));
            return run;
        }
    }

    private Object taking(String automation) {
        return taking.computeIfAbsent(automation, _ -> new Object());
    }

    private static Set<Path> paths(List<Input> inputs) {
        return inputs.stream().map(Input::path).collect(Collectors.toSet());
    }

    /// Takes the automation's lock, alone or with others of this process. Whoever takes it freshly
    /// takes up what another Fettle left behind: whatever is unfinished and in nobody's hand here
    /// is nobody's any more. What an error dropped here is taken up in any case.
    ///
    /// @return empty where another process holds the lock
    Optional<Taken> take(String automation) throws IOException {
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
                        hands.haveDroppedAny()
                                ? adoptAll(automation, hands::haveDropped)
                                : List.<CompletableFuture<Run>>of();
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
            var hand = new Hands.Hand(automation, paths(runs.inputs(run)), new Cancellation());
            if (wanted.test(run) && hands.take(run, hand)) {
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
            Hands.Hand hand,
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
            hands.drop(run, e);
            future.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            future.completeExceptionally(e);
        } finally {
            hands.overWith(run);
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
