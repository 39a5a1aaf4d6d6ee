package dev.fettle.history;

import dev.fettle.store.Row;
import dev.fettle.store.Sql;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// SQL of the tables `input` and `watched`.
final class LedgerTable {
    private LedgerTable() {}

    /// A row that is put anew has forgotten that the user knew of it: its content changed, or it
    /// failed again. That he was told it forgets only with the content.
    static void put(Sql sql, String automation, LedgerEntry e) throws SQLException {
        sql.update(
                """
                INSERT INTO input (automation, path, size, mtime, ctime, inode, device, hashed_at,
                    sha256, state, reason, run)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (automation, path) DO UPDATE SET
                    size = excluded.size, mtime = excluded.mtime, ctime = excluded.ctime,
                    inode = excluded.inode, device = excluded.device,
                    hashed_at = excluded.hashed_at, sha256 = excluded.sha256,
                    state = excluded.state, reason = excluded.reason, run = excluded.run,
                    acknowledged = 0,
                    told = told AND state = excluded.state AND sha256 = excluded.sha256
                """,
                automation,
                e.path(),
                e.size(),
                e.mtimeNanos(),
                e.ctimeNanos(),
                e.inode(),
                e.device(),
                e.hashedAt(),
                e.sha256(),
                e.state().word(),
                e.reason(),
                e.run());
    }

    static int acknowledge(Sql sql, String automation) throws SQLException {
        return sql.update(
                "UPDATE input SET acknowledged = 1 WHERE automation = ? AND state = 'set-aside' AND acknowledged = 0",
                automation);
    }

    static int setAsideUnknown(Sql sql, String automation) throws SQLException {
        return (int)
                sql.number(
                        "SELECT count(*) FROM input WHERE automation = ? AND state <> 'handled' AND state = 'set-aside' AND acknowledged = 0",
                        automation);
    }

    /// Set aside, and neither told nor known; the oldest first.
    static List<LedgerEntry> untold(Sql sql, String automation) throws SQLException {
        return sql.list(
                "SELECT * FROM input WHERE automation = ? AND state <> 'handled' AND state = 'set-aside' AND told = 0 AND acknowledged = 0 ORDER BY hashed_at, path",
                LedgerTable::entry,
                automation);
    }

    static void markTold(Sql sql, String automation) throws SQLException {
        sql.update(
                "UPDATE input SET told = 1 WHERE automation = ? AND state <> 'handled' AND state = 'set-aside'",
                automation);
    }

    static void forget(Sql sql, String automation) throws SQLException {
        sql.update("DELETE FROM input WHERE automation = ?", automation);
        sql.update("DELETE FROM watched WHERE automation = ?", automation);
    }

    static void left(Sql sql, String automation, Path path) throws SQLException {
        sql.update(
                "DELETE FROM input WHERE automation = ? AND path = ? AND NOT (state = 'handled' AND hashed_at = ?)",
                automation,
                path,
                LedgerEntry.NOT_READ_SINCE);
    }

    static Optional<LedgerEntry> find(Sql sql, String automation, Path path) throws SQLException {
        return sql.one(
                "SELECT * FROM input WHERE automation = ? AND path = ?",
                LedgerTable::entry,
                automation,
                path);
    }

    static List<LedgerEntry> all(Sql sql, String automation) throws SQLException {
        return sql.list("SELECT * FROM input WHERE automation = ?", LedgerTable::entry, automation);
    }

    static List<LedgerEntry> notHandled(Sql sql, String automation) throws SQLException {
        return sql.list(
                "SELECT * FROM input WHERE automation = ? AND state <> 'handled'",
                LedgerTable::entry,
                automation);
    }

    static boolean isWatched(Sql sql, String automation, Path folder) throws SQLException {
        return sql.number(
                        "SELECT count(*) FROM watched WHERE automation = ? AND folder = ?",
                        automation,
                        folder)
                > 0;
    }

    static void watched(Sql sql, String automation, Path folder, Instant since)
            throws SQLException {
        sql.update(
                "INSERT OR REPLACE INTO watched (automation, folder, since) VALUES (?, ?, ?)",
                automation,
                folder,
                since);
    }

    static int count(Sql sql, String automation, InputState state) throws SQLException {
        return (int)
                sql.number(
                        "SELECT count(*) FROM input WHERE automation = ? AND state = ?",
                        automation,
                        state.word());
    }

    private static LedgerEntry entry(Row row) throws SQLException {
        return new LedgerEntry(
                row.path("path"),
                row.number("size"),
                row.number("mtime"),
                row.number("ctime"),
                row.number("inode"),
                row.number("device"),
                row.time("hashed_at"),
                row.text("sha256"),
                InputState.of(row.text("state")),
                row.maybeText("reason"),
                row.maybeText("run"));
    }
}
