package dev.fettle.history;

import dev.fettle.check.Finding;
import dev.fettle.check.Knowledge;
import dev.fettle.check.Learned;
import dev.fettle.store.Sql;
import dev.fettle.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What checks learned and want to be told again: which repository it was, which part of it is to
/// be read next. Thread-safe.
public final class Facts {
    private final Store store;

    public Facts(Store store) {
        this.store = store;
    }

    public Knowledge of(String automation) throws IOException {
        return new Knowledge(store.read(sql -> FactTable.all(sql, automation)));
    }

    /// When files of a backup were restored last, and were what they should be.
    public Optional<Instant> lastProved(String automation) throws IOException {
        return store.read(sql -> FactTable.latest(sql, automation, Knowledge.PROVED));
    }

    /// Takes this for true from now on. When something was proved stays true.
    ///
    /// @param further whether all else that is known stays; else it is let go
    /// @return false where nothing was let go, nor anything learned
    public boolean relearn(String automation, List<Learned> learned, boolean further)
            throws IOException {
        return store.write(sql -> {
            int gone = further ? 0 : FactTable.removeAllBut(sql, automation, Knowledge.PROVED);
            for (var each : learned) {
                put(sql, automation, each);
            }
            return gone > 0 || !learned.isEmpty();
        });
    }

    /// Within the transaction that records the run. Something is known of a subject from the first
    /// good run on: what a failed one happened to see must not become the measure of all later
    /// ones.
    public static void keep(Sql sql, Run over, List<Finding> findings) throws SQLException {
        if (over.dry()) {
            return;
        }
        for (var finding : findings) {
            if (finding.learned().isPresent()) {
                keep(sql, over, finding.learned().get());
            }
        }
    }

    /// The same for what is learned once and for all: it stays until its user lets it go.
    public static void keepFirst(Sql sql, Run over, List<Learned> seen) throws SQLException {
        for (var learned : seen) {
            if (over.isGood() && !FactTable.knows(sql, over.automation(), learned.subject())) {
                keep(sql, over, learned);
            }
        }
    }

    private static void keep(Sql sql, Run over, Learned learned) throws SQLException {
        var automation = over.automation();
        if (!over.succeeded() && !FactTable.knows(sql, automation, learned.subject())) {
            return;
        }
        put(sql, automation, learned);
    }

    private static void put(Sql sql, String automation, Learned learned) throws SQLException {
        for (var each : learned.values().entrySet()) {
            if (each.getValue().isEmpty()) {
                FactTable.remove(sql, automation, learned.subject(), each.getKey());
            } else {
                FactTable.put(sql, automation, learned.subject(), each.getKey(), each.getValue());
            }
        }
    }
}
