package dev.fettle.history;

import dev.fettle.store.Sql;
import dev.fettle.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// What runs lacked, and the slots that are to have another run once it is back. Thread-safe; what
/// writes returns once it is durable.
public final class Lacks {
    /// Whatever comes back so often only to be missing again is no trouble that waiting mends.
    private static final int MOST_AGAIN = 3;

    private final Store store;

    public Lacks(Store store) {
        this.store = store;
    }

    /// What this run lacked.
    public Optional<String> of(Run run) throws IOException {
        return store.read(sql -> LackTable.need(sql, run.seq()));
    }

    /// Whether what a run lacked may come back for these inputs: not for ever, as long as it fails
    /// in the end.
    public boolean mayComeAgain(String automation, List<Input> inputs) throws IOException {
        return inputs.isEmpty()
                || store.read(sql -> LackTable.failed(sql, automation, inputs.getFirst()))
                        < MOST_AGAIN;
    }

    /// Whether a run that lacked something is to come again, as the n-th after the first.
    public boolean mayComeAgain(Run run, int n) throws IOException {
        return n <= MOST_AGAIN && of(run).isPresent();
    }

    /// Runs of slots that are to have another one, the oldest first.
    public List<Run> waiting() throws IOException {
        return store.read(LackTable::waiting);
    }

    /// The slot of this run gets no other.
    public void giveUp(Run run) throws IOException {
        store.write(sql -> LackTable.ended(sql, run.seq()));
    }

    /// What it lacked is back: its slot waits for another run.
    public void isBack(Run run, RunId other) throws IOException {
        store.write(sql -> {
            boolean waited = LackTable.ended(sql, run.seq());
            if (waited) {
                SlotTable.anew(sql, run, other, "again: " + run.reason().orElse("it was blocked"));
            }
            return waited;
        });
    }

    /// Within the transaction that records the run.
    public static void keep(Sql sql, Run over, String need) throws SQLException {
        boolean again =
                over.trigger() == Trigger.SCHEDULE
                        && !over.dry()
                        && RunTable.countOfSlot(sql, over) <= MOST_AGAIN;
        LackTable.add(sql, over.seq(), need, again);
    }
}
