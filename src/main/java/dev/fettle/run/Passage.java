package dev.fettle.run;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Definition;
import dev.fettle.history.Run;
import dev.fettle.history.Runs;
import dev.fettle.history.Trigger;
import dev.fettle.platform.Clock;
import dev.fettle.platform.FolderId;
import dev.fettle.platform.Silence;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The way of a request through its automation's lock, its turn and its place to the engine.
/// Thread-safe.
final class Passage {
    static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Runs runs;
    private final Hands hands;
    private final Takeover takeover;
    private final Exclusives exclusives;
    private final Places places;
    private final Engine engine;
    private final Clock clock;

    Passage(
            Runs runs,
            Hands hands,
            Takeover takeover,
            Exclusives exclusives,
            Places places,
            Engine engine,
            Clock clock) {
        this.runs = runs;
        this.hands = hands;
        this.takeover = takeover;
        this.exclusives = exclusives;
        this.places = places;
        this.engine = engine;
        this.clock = clock;
    }

    /// Makes a request durable; empty where it is none any more.
    Optional<Run> keep(RunDesk.Asked asked, Takeover.Requested request, Cancellation cancellation)
            throws IOException {
        var inputs = asked.inputs().stream().map(InputBytes::input).toList();
        return takeover.keep(asked.automation().name().text(), inputs, request, cancellation);
    }

    /// Carries a request that is kept to its end, as soon as the lock, its turn and a place are
    /// there.
    Run carryThrough(Run run, RunDesk.Asked asked, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        try {
            return underItsLock(run, asked, progress, cancellation);
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            hands.drop(run, e);
            throw e;
        } finally {
            hands.overWith(run);
        }
    }

    private Run underItsLock(
            Run run, RunDesk.Asked asked, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        var name = run.automation();
        boolean told = false;
        for (var taken = takeover.take(name); ; taken = takeover.take(name)) {
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

    private Run inTurn(Run run, RunDesk.Asked asked, Progress progress, Cancellation cancellation)
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

    private List<String> othersThan(Run run) throws IOException {
        return runs.unfinished(run.automation()).stream()
                .map(r -> r.id().text())
                .filter(id -> !id.equals(run.id().text()))
                .toList();
    }

    /// Keeps a request for which the lock, its turn and a place are there already, and carries it
    /// out.
    ///
    /// @return empty where it was none any more
    Optional<Run> keptAndCarriedOut(
            RunDesk.Asked asked,
            Takeover.Requested request,
            Exclusives.Turn turn,
            Places.Place place,
            Progress progress,
            Cancellation cancellation)
            throws IOException, InterruptedException {
        var kept =
                isWhereItWas(asked.automation())
                        ? keep(asked, request, cancellation)
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
            hands.drop(run, e);
            throw e;
        } finally {
            hands.overWith(run);
        }
    }

    /// A program cannot start in a folder that is gone.
    private static boolean isWhereItWas(Automation automation) throws IOException {
        return automation.id().isEmpty()
                || automation.id().equals(FolderId.of(automation.folder()));
    }

    /// Under which bound a run is besides its automation's own.
    static Optional<String> shared(Trigger trigger, Definition definition) throws IOException {
        return trigger == Trigger.WATCH && definition.perFile()
                ? Optional.of(Silence.whereverPossible(definition.places()))
                : Optional.empty();
    }
}
