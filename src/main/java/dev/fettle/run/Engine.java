package dev.fettle.run;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Watch;
import dev.fettle.history.Outcome;
import dev.fettle.history.Run;
import dev.fettle.history.Runs;
import dev.fettle.history.Trigger;
import dev.fettle.platform.Clock;
import dev.fettle.platform.Machine;
import dev.fettle.platform.Shim;
import dev.fettle.platform.ShimState;
import dev.fettle.publish.Keepings;
import dev.fettle.publish.Publisher;
import dev.fettle.publish.Staging;
import dev.fettle.store.StateFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Carries one run from its request to its record. Every step can be taken again: where Fettle dies
/// in the middle, [#carryOut] of the next one finds what was done and goes on from there.
///
/// The caller holds the automation's lock.
final class Engine {
    private static final int TRIES_BEFORE_STILLNESS = 3;

    private final StateFolder state;
    private final Runs runs;
    private final Keepings keepings;
    private final Publisher publisher;
    private final Journey journey;
    private final Recording recording;
    private final Stillness stillness;
    private final Clock clock;
    private volatile Witness witness = Witness.NOBODY;

    Engine(
            StateFolder state,
            Runs runs,
            Keepings keepings,
            Publisher publisher,
            Journey journey,
            Recording recording,
            Clock clock) {
        this.state = state;
        this.runs = runs;
        this.keepings = keepings;
        this.publisher = publisher;
        this.journey = journey;
        this.recording = recording;
        this.stillness = new Stillness(clock);
        this.clock = clock;
    }

    void tell(Witness whom) {
        witness = whom;
    }

    /// Takes up a run that an earlier Fettle left unfinished.
    ///
    /// @param automation the definition that it was started with; empty where there is none any
    ///   more
    Rest adopt(
            Run run, Optional<Automation> automation, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        if (automation.isEmpty()) {
            return () -> giveUp(run, automation, new Outcome.Lost("its definition is gone"));
        }
        boolean begun = RunFolder.of(state, run.id()).newestAttempt() > 0;
        if (!begun && !run.boot().equals(Machine.bootId())) {
            return () -> giveUp(run, automation, new Outcome.Lost(Run.MACHINE_DIED));
        }
        return carryOut(
                run, automation.get(), inputsOf(run, automation.get()), progress, cancellation);
    }

    /// Records a run that was not carried out.
    private Run giveUp(Run run, Optional<Automation> automation, Outcome outcome)
            throws IOException {
        var over = recording.withoutWork(run, automation, outcome);
        RunFolder.of(state, run.id()).delete();
        automation.ifPresent(known -> witness.ended(over, known));
        return over;
    }

    /// Gives up a request whose lock somebody else may hold, unless it was taken up and begun.
    Optional<Run> giveUpUnlessBegun(Run run) throws IOException {
        if (!runs.giveUpUnlessBegun(run, new Outcome.Cancelled())) {
            return Optional.empty();
        }
        RunFolder.of(state, run.id()).delete();
        return runs.get(run.seq());
    }

    /// Carries to their ends the undoings of runs that are recorded already.
    void finishPublications(String automation) throws IOException {
        for (long seq : publisher.unfinished(automation)) {
            if (runs.get(seq).map(Run::isFinished).orElse(false)) {
                publisher.finish(seq);
            }
        }
    }

    /// The inputs as they were recorded, with what the files are now; where a file's bytes are
    /// others by now, [InputBytes#since] will say so.
    private List<InputBytes> inputsOf(Run run, Automation automation) throws IOException {
        boolean mayBeLinks =
                run.trigger() != Trigger.WATCH
                        || automation.definition().watch().map(Watch::followLinks).orElse(true);
        var inputs = new ArrayList<InputBytes>();
        for (var input : runs.inputs(run)) {
            inputs.add(InputBytes.unread(input, mayBeLinks));
        }
        return inputs;
    }

    interface Rest {
        Run record() throws IOException;
    }

    Rest carryOut(
            Run run,
            Automation automation,
            List<InputBytes> inputs,
            Progress progress,
            Cancellation cancellation)
            throws IOException, InterruptedException {
        var published = publisher.finish(run.seq());
        if (published.isPresent()) {
            var work = work(run, automation, inputs);
            int attempts = work.folder().newestAttempt();
            var end = new Step.End(new Outcome.Succeeded(), attempts, List.of(), Map.of(), true);
            return () -> record(work, end);
        }
        var begun = run.startedAt().isPresent() ? Optional.of(run) : runs.started(run, clock.now());
        if (begun.isEmpty()) {
            return () -> runs.get(run.seq()).orElseThrow(); // who had asked for it gave it up
        }
        if (run.startedAt().isEmpty()) {
            witness.began(begun.get(), automation);
        }
        var work = work(begun.get(), automation, inputs);
        if (!run.boot().equals(Machine.bootId()) && !survived(work)) {
            int attempts = work.folder().newestAttempt();
            var lost = new Step.End(new Outcome.Lost(Run.MACHINE_DIED), attempts, List.of());
            return () -> record(work, lost);
        }
        return carryOut(work, progress, cancellation);
    }

    /// The same for a run that was asked for here and started at once: nobody else can have begun
    /// it.
    Rest carryOutNew(
            Run run,
            Automation automation,
            List<InputBytes> inputs,
            Progress progress,
            Cancellation cancellation)
            throws IOException, InterruptedException {
        witness.began(run, automation);
        return carryOut(work(run, automation, inputs), progress, cancellation);
    }

    private Work work(Run run, Automation automation, List<InputBytes> inputs) {
        return new Work(run, automation, inputs, RunFolder.of(state, run.id()));
    }

    private Rest carryOut(Work first, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        var work = first;
        for (int thrownAway = 0; ; thrownAway++) {
            switch (journey.once(work, thrownAway > 0, progress, cancellation)) {
                case Step.Over(var last, var end) -> {
                    return () -> record(last, end);
                }
                case Step.Anew(var next) -> {
                    work = next.reread(clock);
                    var end = endOfTrying(work, thrownAway + 1, cancellation);
                    if (end.isPresent()) {
                        int attempts = work.folder().newestAttempt();
                        var given = work;
                        var last = new Step.End(end.get(), attempts, List.of());
                        return () -> record(given, last);
                    }
                    work = work.reread(clock);
                }
            }
        }
    }

    /// Whether what the program did outlived the machine's death: it had ended, and left nothing in
    /// staging, which may have come back as empty files.
    private static boolean survived(Work work) throws IOException {
        int newest = work.folder().newestAttempt();
        return work.automation().definition().output().isEmpty()
                && newest > 0
                && Shim.look(work.folder().attempt(newest).path()) instanceof ShimState.Ended;
    }

    /// After so many attempts in vain a file has to be still before it is tried once more. What
    /// changes even then does so by its own program, for which no attempt would be the last.
    ///
    /// @return empty where another attempt follows
    private Optional<Outcome> endOfTrying(Work work, int thrownAway, Cancellation cancellation)
            throws IOException, InterruptedException {
        if (work.isLedAway(clock)) {
            return Optional.of(
                    new Outcome.Invalid("a link took its place while the program worked on it"));
        }
        if (thrownAway < TRIES_BEFORE_STILLNESS) {
            return Optional.empty();
        }
        if (thrownAway > TRIES_BEFORE_STILLNESS) {
            return Optional.of(
                    new Outcome.Invalid(
                            "it changed while each of %d attempts worked: does its own program change it?"
                                    .formatted(thrownAway)));
        }
        if (stillness.await(work.paths(), cancellation)) {
            return Optional.empty();
        }
        return Optional.of(
                cancellation.isWanted()
                        ? new Outcome.Cancelled()
                        : new Outcome.Invalid("still being written after an hour"));
    }

    private Run record(Work work, Step.End end) throws IOException {
        new LogFile(work.run().log()).settle();
        var over =
                recording.of(
                        work,
                        end.outcome(),
                        end.attempts(),
                        end.findings(),
                        end.measured(),
                        end.published());
        clearUp(work);
        witness.ended(over, work.automation());
        return over;
    }

    /// After the record: whatever is left behind here, where Fettle dies or what the program left
    /// running still writes there, is swept up later.
    private void clearUp(Work work) {
        var definition = work.automation().definition();
        try {
            if (definition.output().isPresent() && work.folder().newestAttempt() > 0) {
                Staging.open(keepings, work.run().id(), definition.output().get().folder())
                        .discard();
            }
            work.folder().delete();
        } catch (IOException e) {
            return; // the run is over whatever becomes of its folders
        }
    }
}
