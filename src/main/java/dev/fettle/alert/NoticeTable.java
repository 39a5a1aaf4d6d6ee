package dev.fettle.alert;

import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// SQL of the table `notice`.
final class NoticeTable {
    private NoticeTable() {}

    static Optional<Instant> toldAt(Sql sql, String key) throws SQLException {
        return sql.one("SELECT told_at FROM notice WHERE key = ?", row -> row.time("told_at"), key);
    }

    static void put(Sql sql, String key, Optional<String> automation, Instant at)
            throws SQLException {
        sql.update(
                "INSERT OR REPLACE INTO notice (key, automation, told_at) VALUES (?, ?, ?)",
                key,
                automation,
                at);
    }

    static void prune(Sql sql, Instant before) throws SQLException {
        sql.update("DELETE FROM notice WHERE told_at < ?", before);
    }

    /// A notice is the same for whom it is told, whatever that is called.
    static void rename(Sql sql, String from, String to) throws SQLException {
        sql.update(
                """
                UPDATE OR REPLACE notice
                SET key = substr(key, 1, instr(key, ':')) || ?2
                    || substr(key, instr(key, ':') + 1 + length(?1))
                WHERE substr(key, instr(key, ':') + 1) = ?1
                   OR substr(key, instr(key, ':') + 1, length(?1) + 1) = ?1 || ':'
                """,
                from,
                to);
    }

    static void forget(Sql sql, String automation) throws SQLException {
        sql.update("DELETE FROM notice WHERE automation = ?", automation);
    }
}
