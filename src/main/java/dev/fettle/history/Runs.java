package dev.fettle.history;

import dev.fettle.check.Checks;
import dev.fettle.check.Finding;
import dev.fettle.notation.UserError;
import dev.fettle.platform.FolderId;
import dev.fettle.store.Sql;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The history of runs. Thread-safe; what writes returns once it is durable.
public final class Runs {
    private final Store store;

    public Runs(Store store) {
        this.store = store;
    }

    /// Keeps a request: from here on it is not lost.
    ///
    /// @param folder that of the automation, as far as it is known
    /// @return empty, here and below, where that is not the automation's folder any more, or not
    ///   yet: it was renamed, and its history is on its way
    public Optional<Run> request(Run run, Optional<FolderId> folder, List<Input> inputs)
            throws IOException {
        return store.write(sql -> {
            if (!belongs(sql, run, folder)) {
                return Optional.<Run>empty();
            }
            long seq = RunTable.insert(sql, run);
            RunTable.inputs(sql, seq, inputs);
            return Optional.of(run.at(seq));
        });
    }

    private static boolean belongs(Sql sql, Run run, Optional<FolderId> folder)
            throws SQLException {
        return folder.isEmpty() || Folders.belongs(sql, run.automation(), folder.get());
    }

    /// The same for the run of a slot that waits, in one transaction: one that waits no longer gets
    /// none.
    public Optional<Run> request(Run run, Optional<FolderId> folder, Slot slot) throws IOException {
        return store.write(sql -> {
            if (!belongs(sql, run, folder) || !SlotTable.isQueued(sql, slot)) {
                return Optional.<Run>empty();
            }
            long seq = RunTable.insert(sql, run);
            if (run.startedAt().isPresent()) {
                SlotTable.started(sql, run.id(), run.startedAt().get());
            }
            return Optional.of(run.at(seq));
        });
    }

    /// The same for a slot that is made up for.
    ///
    /// @return empty where it does not stand in the ledger any more as it was found there
    public Optional<Run> request(Run run, Optional<FolderId> folder, MakingUp making)
            throws IOException {
        var found = making.found();
        return store.write(sql -> {
            var there = SlotTable.find(sql, found.automation(), found.due());
            if (!belongs(sql, run, folder) || !there.equals(Optional.of(found))) {
                return Optional.<Run>empty();
            }
            SlotTable.remove(sql, found);
            for (var slot : making.instead()) {
                SlotTable.add(sql, slot);
            }
            return Optional.of(run.at(RunTable.insert(sql, run)));
        });
    }

    /// The same for the run that follows a success.
    public Optional<Run> request(
            Run run, Optional<FolderId> folder, List<Input> inputs, Chains.Link link)
            throws IOException {
        return store.write(sql -> {
            if (!belongs(sql, run, folder)) {
                return Optional.<Run>empty();
            }
            long seq = RunTable.insert(sql, run);
            RunTable.inputs(sql, seq, inputs);
            link.follow(sql, OptionalLong.of(seq));
            return Optional.of(run.at(seq));
        });
    }

    /// @return empty where the run is over: whoever had asked for it gave it up
    public Optional<Run> started(Run run, Instant at) throws IOException {
        return store.write(
                        sql -> {
                            var started = RunTable.started(sql, run.seq(), at);
                            if (started.isPresent() && run.due().isPresent()) {
                                SlotTable.started(sql, run.id(), started.get());
                            }
                            return started;
                        })
                .map(run::begun);
    }

    /// Writes the end of a run that nobody has begun to carry out.
    ///
    /// @return false where somebody has
    public boolean giveUpUnlessBegun(Run run, Outcome outcome) throws IOException {
        return store.write(sql -> {
            boolean given = RunTable.giveUpUnlessBegun(sql, run.seq(), outcome);
            if (given) {
                neverBegun(sql, run, outcome.word(), outcome.reason());
            }
            return given;
        });
    }

    /// Writes down why a run does not get on, though it is not over.
    public void stuck(Run run, String why) throws IOException {
        store.write(sql -> {
            RunTable.stuck(sql, run.seq(), why);
            return true;
        });
    }

    /// Writes a run's end, within the transaction of whoever records it.
    ///
    /// @param others its inputs, where their bytes are not those that were asked for
    public static void finish(
            Sql sql, Run over, Optional<List<Input>> others, List<Finding> findings)
            throws SQLException {
        RunTable.finished(sql, over);
        if (others.isPresent()) {
            RunTable.otherInputs(sql, over.seq(), others.get());
        }
        RunTable.findings(sql, over.seq(), findings);
        if (over.startedAt().isEmpty()) {
            neverBegun(sql, over, over.outcome().orElseThrow(), over.reason());
        }
    }

    /// Whoever cancels it decides against its slot; what else keeps it from beginning makes it
    /// missed.
    private static void neverBegun(Sql sql, Run run, String outcome, Optional<String> reason)
            throws SQLException {
        if (run.due().isPresent()) {
            var state = outcome.equals("cancelled") ? SlotState.SKIPPED : SlotState.MISSED;
            SlotTable.neverBegun(sql, run.id(), state, reason.orElse(outcome));
        }
    }

    /// Its owner says that its result was wrong, or right after all.
    public void judge(Run run, boolean bad, Instant at) throws IOException {
        store.write(sql -> {
            RunTable.bad(sql, run.seq(), Optional.of(at).filter(_ -> bad));
            return true;
        });
    }

    /// The run of this id, or of this beginning of one.
    ///
    /// @throws UserError where there is none, or several
    public Run find(String idOrBeginning) throws IOException {
        var found = maybe(idOrBeginning);
        if (found.isPresent()) {
            return found.get();
        }
        long count =
                idOrBeginning.isEmpty()
                        ? 0
                        : store.read(sql -> RunTable.countBeginningWith(sql, idOrBeginning));
        throw new UserError(
                count == 0
                        ? "there is no run \"%s\"; `fettle runs` lists them"
                                .formatted(idOrBeginning)
                        : "%d runs begin with \"%s\"; write more of the id"
                                .formatted(count, idOrBeginning));
    }

    /// The one run of this id or beginning; empty where there is none or several.
    public Optional<Run> maybe(String idOrBeginning) throws IOException {
        if (!idOrBeginning.matches("[a-z0-9]{1,12}")) {
            return Optional.empty();
        }
        return store.read(sql -> RunTable.find(sql, idOrBeginning));
    }

    public Optional<Run> get(long seq) throws IOException {
        return store.read(sql -> RunTable.get(sql, seq));
    }

    public List<Run> newest(String automation, int limit) throws IOException {
        return store.read(sql -> RunTable.newest(sql, automation, limit));
    }

    /// When a run was last asked for.
    public Optional<Instant> newestRequest() throws IOException {
        return store.read(RunTable::newestRequest);
    }

    public List<Run> newest(int limit) throws IOException {
        return store.read(sql -> RunTable.newest(sql, limit));
    }

    public Optional<Run> lastGood(String automation) throws IOException {
        return store.read(sql -> RunTable.lastGood(sql, automation));
    }

    /// The last good one that was given this file.
    public Optional<Run> lastGood(String automation, Path input) throws IOException {
        return store.read(sql -> RunTable.lastGood(sql, automation, input));
    }

    public List<Run> unfinished(String automation) throws IOException {
        return store.read(sql -> RunTable.unfinished(sql, automation));
    }

    /// Those that were started before this moment and are not over, the oldest first; at most a
    /// thousand.
    public List<Run> workingSince(Instant before) throws IOException {
        return store.read(sql -> RunTable.workingSince(sql, before));
    }

    /// Names of automations that have runs without an outcome: at work, or to be recovered.
    public List<String> withUnfinished() throws IOException {
        return store.read(RunTable::withUnfinished);
    }

    public List<Input> inputs(Run run) throws IOException {
        return store.read(sql -> RunTable.inputs(sql, run.seq()));
    }

    public List<Finding> findings(Run run) throws IOException {
        return store.read(sql -> RunTable.findings(sql, run.seq()));
    }

    /// What was unusual of a run that passed all the same.
    public Optional<String> unusual(Run run) throws IOException {
        return store.read(sql -> RunTable.warning(sql, run.seq(), Checks.USUAL));
    }

    /// Of all that ran, those among them that are gone.
    public List<String> automations() throws IOException {
        return store.read(RunTable::automations);
    }

    /// Within somebody's transaction.
    public static boolean hasUnfinished(Sql sql, String automation) throws SQLException {
        return !RunTable.unfinished(sql, automation).isEmpty();
    }

    public int prune(String automation, int keep, Instant before) throws IOException {
        return store.write(sql -> RunTable.prune(sql, automation, keep, before));
    }
}
