package dev.fettle.alert;

import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// SQL of the table `drill`.
final class DrillTable {
    private DrillTable() {}

    static void insert(Sql sql, long message, Instant at) throws SQLException {
        sql.update("INSERT INTO drill (message, at) VALUES (?, ?)", message, at);
    }

    static Optional<Drills.Drill> newest(Sql sql) throws SQLException {
        return sql.one(
                "SELECT at, answered_at FROM drill ORDER BY message DESC LIMIT 1",
                row -> new Drills.Drill(row.time("at"), row.maybeTime("answered_at")));
    }

    static boolean answer(Sql sql, Instant at) throws SQLException {
        return sql.update("UPDATE drill SET answered_at = ? WHERE answered_at IS NULL", at) > 0;
    }

    static void prune(Sql sql, Instant before) throws SQLException {
        sql.update(
                "DELETE FROM drill WHERE at < ? AND message < (SELECT max(message) FROM drill)",
                before);
    }
}
