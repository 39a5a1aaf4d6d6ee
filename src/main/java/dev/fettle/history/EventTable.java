package dev.fettle.history;

import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// SQL of the table `event`.
final class EventTable {
    private EventTable() {}

    static void insert(Sql sql, Event event) throws SQLException {
        sql.update(
                "INSERT INTO event (at, automation, kind, text) VALUES (?, ?, ?, ?)",
                event.at(),
                event.automation(),
                event.kind(),
                event.text());
    }

    static void prune(Sql sql, Instant before) throws SQLException {
        sql.update("DELETE FROM event WHERE at < ?", before);
    }

    static void forget(Sql sql, String automation) throws SQLException {
        sql.update("DELETE FROM event WHERE automation = ?", automation);
    }

    static boolean isTold(Sql sql, String automation, String kind, String text)
            throws SQLException {
        return sql.number(
                        "SELECT count(*) FROM event WHERE automation = ? AND kind = ? AND text = ?",
                        automation,
                        kind,
                        text)
                > 0;
    }

    static Optional<Event> lastWordOfItsMount(Sql sql, String automation) throws SQLException {
        return sql.one(
                """
                SELECT at, kind, text FROM event
                WHERE automation = ? AND kind IN ('silent', 'back') ORDER BY seq DESC LIMIT 1
                """,
                row ->
                        new Event(
                                row.time("at"),
                                Optional.of(automation),
                                row.text("kind"),
                                row.text("text")),
                automation);
    }
}
