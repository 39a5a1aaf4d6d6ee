package dev.fettle.history;

import dev.fettle.store.Row;
import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// SQL of the table `event`.
final class EventTable {
    private EventTable() {}

    static void insert(Sql sql, Event event) throws SQLException {
        insert(sql, event, false);
    }

    /// @param toTell whether the user is to be told of it
    static void insert(Sql sql, Event event, boolean toTell) throws SQLException {
        sql.update(
                "INSERT INTO event (at, automation, kind, text, to_tell) VALUES (?, ?, ?, ?, ?)",
                event.at(),
                event.automation(),
                event.kind(),
                event.text(),
                toTell);
    }

    /// Those that the user is still to be told of, the oldest first.
    static List<Event> toTell(Sql sql) throws SQLException {
        return sql.list(
                "SELECT at, automation, kind, text FROM event WHERE to_tell = 1 ORDER BY seq",
                EventTable::event);
    }

    private static Event event(Row row) throws SQLException {
        return new Event(
                row.time("at"), row.maybeText("automation"), row.text("kind"), row.text("text"));
    }

    static void markTold(Sql sql) throws SQLException {
        sql.update("UPDATE event SET to_tell = 0 WHERE to_tell = 1");
    }

    static void prune(Sql sql, Instant before) throws SQLException {
        sql.update("DELETE FROM event WHERE at < ?", before);
    }

    /// The newest whose text begins so.
    static Optional<Event> newest(Sql sql, String kind, String beginning) throws SQLException {
        return sql.one(
                "SELECT * FROM event WHERE kind = ?1 AND substr(text, 1, length(?2)) = ?2 ORDER BY seq DESC LIMIT 1",
                EventTable::event,
                kind,
                beginning);
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
