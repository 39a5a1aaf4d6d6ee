package dev.fettle.health;

import dev.fettle.store.Row;
import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// SQL of the table `sight`.
final class SightTable {
    private SightTable() {}

    static void put(Sql sql, Sight sight) throws SQLException {
        sql.update(
                """
                INSERT OR REPLACE INTO sight (automation, first_seen, readable, unreadable_since)
                VALUES (?, ?, ?, ?)
                """,
                sight.automation(),
                sight.firstSeen(),
                sight.readable(),
                sight.unreadableSince());
    }

    static List<Sight> all(Sql sql) throws SQLException {
        return sql.list("SELECT * FROM sight ORDER BY automation", SightTable::sight);
    }

    static Optional<Sight> find(Sql sql, String automation) throws SQLException {
        return sql.one("SELECT * FROM sight WHERE automation = ?", SightTable::sight, automation);
    }

    static void forget(Sql sql, String automation) throws SQLException {
        sql.update("DELETE FROM sight WHERE automation = ?", automation);
    }

    private static Sight sight(Row row) throws SQLException {
        return new Sight(
                row.text("automation"),
                row.time("first_seen"),
                row.flag("readable"),
                row.maybeTime("unreadable_since"));
    }
}
