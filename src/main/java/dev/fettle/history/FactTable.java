package dev.fettle.history;

import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// SQL of the table `fact`.
final class FactTable {
    private FactTable() {}

    static Map<String, Map<String, String>> all(Sql sql, String automation) throws SQLException {
        var facts = new HashMap<String, Map<String, String>>();
        var rows =
                sql.list(
                        "SELECT subject, name, value FROM fact WHERE automation = ?",
                        row ->
                                new String[] {
                                    row.text("subject"), row.text("name"), row.text("value")
                                },
                        automation);
        for (var row : rows) {
            facts.computeIfAbsent(row[0], _ -> new HashMap<>()).put(row[1], row[2]);
        }
        return facts;
    }

    static void put(Sql sql, String automation, String subject, String name, String value)
            throws SQLException {
        sql.update(
                """
                INSERT INTO fact (automation, subject, name, value) VALUES (?, ?, ?, ?)
                ON CONFLICT (automation, subject, name) DO UPDATE SET value = excluded.value
                """,
                automation,
                subject,
                name,
                value);
    }

    static void remove(Sql sql, String automation, String subject, String name)
            throws SQLException {
        sql.update(
                "DELETE FROM fact WHERE automation = ? AND subject = ? AND name = ?",
                automation,
                subject,
                name);
    }

    static int removeAllBut(Sql sql, String automation, String name) throws SQLException {
        return sql.update("DELETE FROM fact WHERE automation = ? AND name <> ?", automation, name);
    }

    static boolean knows(Sql sql, String automation, String subject) throws SQLException {
        return sql.number(
                        "SELECT count(*) FROM fact WHERE automation = ? AND subject = ?",
                        automation,
                        subject)
                > 0;
    }

    /// The latest of all values of a name, which are moments.
    static Optional<Instant> latest(Sql sql, String automation, String name) throws SQLException {
        return sql
                .list(
                        "SELECT value FROM fact WHERE automation = ? AND name = ?",
                        row -> Instant.parse(row.text("value")),
                        automation,
                        name)
                .stream()
                .max(Instant::compareTo);
    }

    static void forget(Sql sql, String automation) throws SQLException {
        sql.update("DELETE FROM fact WHERE automation = ?", automation);
    }
}
