package dev.fettle.history;

import dev.fettle.platform.FolderId;
import dev.fettle.store.Sql;
import dev.fettle.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// In which folders automations were seen: a folder that is renamed takes its automation's history
/// along. Thread-safe; what writes returns once it is durable.
public final class Folders {
    private final Store store;

    public Folders(Store store) {
        this.store = store;
    }

    public List<KnownFolder> all() throws IOException {
        return store.read(FolderTable::all);
    }

    public Optional<KnownFolder> find(String automation) throws IOException {
        return store.read(sql -> FolderTable.find(sql, automation));
    }

    /// From now on these are known there.
    public void put(Collection<KnownFolder> folders) throws IOException {
        if (folders.isEmpty()) {
            return;
        }
        store.write(sql -> {
            for (var folder : folders) {
                FolderTable.put(sql, folder);
            }
            return true;
        });
    }

    /// The name of an automation's cache folder: that which it had first.
    public String cacheOf(String automation) throws IOException {
        return store.read(sql -> FolderTable.cache(sql, automation)).orElse(automation);
    }

    // --- within somebody's transaction

    /// Whether this name belongs to this folder, as far as anything is known of either. Where it
    /// does not, somebody has renamed a folder, and whoever asks speaks of what was.
    static boolean belongs(Sql sql, String automation, FolderId id) throws SQLException {
        var known = FolderTable.find(sql, automation);
        return known.isPresent() ? known.get().id().equals(id) : !FolderTable.isKnown(sql, id);
    }

    /// Whether what was known is so still.
    public static boolean isStillSo(Sql sql, KnownFolder folder) throws SQLException {
        return FolderTable.find(sql, folder.automation()).equals(Optional.of(folder));
    }

    public static void put(Sql sql, KnownFolder folder) throws SQLException {
        FolderTable.put(sql, folder);
    }

    public static void forget(Sql sql, String automation) throws SQLException {
        FolderTable.forget(sql, automation);
    }
}
