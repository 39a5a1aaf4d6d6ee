package dev.fettle.run;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Scheduled;
import dev.fettle.check.Finding;
import dev.fettle.check.usual.Measured;
import dev.fettle.history.Facts;
import dev.fettle.history.Habits;
import dev.fettle.history.InputState;
import dev.fettle.history.Lacks;
import dev.fettle.history.Ledger;
import dev.fettle.history.LedgerEntry;
import dev.fettle.history.Outcome;
import dev.fettle.history.Run;
import dev.fettle.history.Runs;
import dev.fettle.history.Slots;
import dev.fettle.history.Trigger;
import dev.fettle.platform.Clock;
import dev.fettle.platform.FileId;
import dev.fettle.publish.PublicationTable;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The last station: outcome, findings, inputs, the ledger and the publication's end, in one
/// transaction. A run that is recorded is over; one that is not is taken up again.
final class Recording {
    private final Store store;
    private final Ledger ledger;
    private final InputDisposal disposal;
    private final Clock clock;

    Recording(Store store, Ledger ledger, InputDisposal disposal, Clock clock) {
        this.store = store;
        this.ledger = ledger;
        this.disposal = disposal;
        this.clock = clock;
    }

    /// @param measured what was measured of it, by what it was measured for
    Run of(
            Work work,
            Outcome outcome,
            int attempts,
            List<Finding> findings,
            Map<String, Measured> measured,
            boolean published)
            throws IOException {
        var run = work.run();
        var entries = entries(work, outcome);
        var moves =
                outcome instanceof Outcome.Succeeded && !run.dry()
                        ? disposal.plan(work)
                        : List.<InputDisposal.Move>of();
        var over = run.over(outcome, attempts, clock.now());
        store.write(sql -> {
            Runs.finish(sql, over, work.otherInputs(), findings);
            Facts.keep(sql, over, findings);
            Facts.keepFirst(sql, over, work.learned());
            Habits.keep(sql, over, measured);
            if (published) {
                PublicationTable.markRecorded(sql, run.seq());
            }
            for (var entry : entries) {
                Ledger.put(sql, run.automation(), entry);
            }
            InputDisposalTable.plan(sql, run.seq(), moves);
            if (runsAgain(over, Optional.of(work.automation()))) {
                Slots.again(sql, over);
            }
            if (outcome.lacked().isPresent()) {
                Lacks.keep(sql, over, outcome.lacked().get());
            }
            return true;
        });
        disposal.carryOut(run.seq(), moves);
        return over;
    }

    /// A run that was given up before anything of it was begun.
    ///
    /// @param automation its definition; empty where there is none any more
    Run withoutWork(Run run, Optional<Automation> automation, Outcome outcome) throws IOException {
        var over = run.givenUp(outcome);
        store.write(sql -> {
            Runs.finish(sql, over, Optional.empty(), List.of());
            if (runsAgain(over, automation)) {
                Slots.again(sql, over);
            }
            return true;
        });
        return over;
    }

    /// Whether the machine died under the run of a slot, and its automation wants another one.
    private static boolean runsAgain(Run over, Optional<Automation> automation) {
        return over.trigger() == Trigger.SCHEDULE
                && over.isLostWithTheMachine()
                && automation
                        .flatMap(a -> a.definition().schedule())
                        .map(Scheduled::lostAgain)
                        .orElse(false);
    }

    /// What the ledger learns. Inputs that do not lie in the watched folder are none of its
    /// business; a blocked run says nothing about its inputs, nor does one that failed for want of
    /// a host: they are tried again.
    private List<LedgerEntry> entries(Work work, Outcome outcome) throws IOException {
        var watch = work.automation().definition().watch();
        if (watch.isEmpty() || work.run().dry() || comesAgain(work, outcome)) {
            return List.of();
        }
        var entries = new ArrayList<LedgerEntry>();
        for (var input : work.inputs()) {
            if (input.path().startsWith(watch.get().folder()) && isThere(input.path())) {
                var state = state(work.run(), input.path(), outcome);
                var reason =
                        state == InputState.HANDLED
                                ? Optional.<String>empty()
                                : Optional.of(outcome.reason().orElse(outcome.word()));
                entries.add(
                        LedgerEntry.of(
                                input.path(),
                                input.id(),
                                input.hashedAt(),
                                input.input().sha256(),
                                state,
                                reason,
                                Optional.of(work.run().id().text())));
            }
        }
        return entries;
    }

    private boolean comesAgain(Work work, Outcome outcome) throws IOException {
        return outcome instanceof Outcome.Blocked
                || work.run().trigger() == Trigger.WATCH
                        && outcome.lacked().isPresent()
                        && new Lacks(store)
                                .mayComeAgain(
                                        work.run().automation(),
                                        work.inputs().stream().map(InputBytes::input).toList());
    }

    private InputState state(Run run, Path input, Outcome outcome) throws IOException {
        return switch (outcome) {
            case Outcome.Succeeded() -> InputState.HANDLED;
            case Outcome.Lost(var why)
                    when why.equals(Run.MACHINE_DIED) && run.trigger() == Trigger.WATCH -> {
                // Once only: what is lost twice in a row may be what kills the machine.
                boolean before =
                        ledger.find(run.automation(), input)
                                .map(e -> e.state() == InputState.LOST)
                                .orElse(false);
                yield before ? InputState.SET_ASIDE : InputState.LOST;
            }
            default -> InputState.SET_ASIDE;
        };
    }

    private static boolean isThere(Path path) throws IOException {
        return FileId.of(path).isPresent();
    }
}
