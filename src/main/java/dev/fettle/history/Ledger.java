package dev.fettle.history;

import dev.fettle.store.Sql;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The ledger of inputs: which content of which path was handled, for as long as the file lies
/// there. Thread-safe; what writes returns once it is durable.
public final class Ledger {
    private final Store store;

    public Ledger(Store store) {
        this.store = store;
    }

    public Optional<LedgerEntry> find(String automation, Path path) throws IOException {
        return store.read(sql -> LedgerTable.find(sql, automation, path));
    }

    public List<LedgerEntry> all(String automation) throws IOException {
        return store.read(sql -> LedgerTable.all(sql, automation));
    }

    /// What is set aside, lost or waiting.
    public List<LedgerEntry> notHandled(String automation) throws IOException {
        return store.read(sql -> LedgerTable.notHandled(sql, automation));
    }

    public int count(String automation, InputState state) throws IOException {
        return store.read(sql -> LedgerTable.count(sql, automation, state));
    }

    /// What is set aside is known from now on.
    ///
    /// @return of how much nobody had known before
    public int acknowledge(String automation) throws IOException {
        return store.write(sql -> LedgerTable.acknowledge(sql, automation));
    }

    /// What is set aside and nobody was told of, or knows of; the oldest first.
    public static List<LedgerEntry> untold(Sql sql, String automation) throws SQLException {
        return LedgerTable.untold(sql, automation);
    }

    /// From now on it was told.
    public static void markTold(Sql sql, String automation) throws SQLException {
        LedgerTable.markTold(sql, automation);
    }

    /// What is set aside and was not acknowledged.
    public int setAsideUnknown(String automation) throws IOException {
        return store.read(sql -> LedgerTable.setAsideUnknown(sql, automation));
    }

    public void put(String automation, Collection<LedgerEntry> entries) throws IOException {
        store.write(sql -> {
            for (var entry : entries) {
                LedgerTable.put(sql, automation, entry);
            }
            return true;
        });
    }

    /// Within the transaction of whoever records a run.
    public static void put(Sql sql, String automation, LedgerEntry entry) throws SQLException {
        LedgerTable.put(sql, automation, entry);
    }

    /// These files have left the folder: a later arrival is new.
    public void left(String automation, Collection<Path> paths) throws IOException {
        store.write(sql -> {
            for (var path : paths) {
                LedgerTable.left(sql, automation, path);
            }
            return true;
        });
    }

    public boolean isWatched(String automation, Path folder) throws IOException {
        return store.read(sql -> LedgerTable.isWatched(sql, automation, folder));
    }

    /// From now on the folder is looked after; `waiting` lay there before and waits to be asked
    /// for.
    public void watched(String automation, Path folder, Instant since, List<LedgerEntry> waiting)
            throws IOException {
        store.write(sql -> {
            LedgerTable.watched(sql, automation, folder, since);
            for (var entry : waiting) {
                LedgerTable.put(sql, automation, entry);
            }
            return true;
        });
    }
}
