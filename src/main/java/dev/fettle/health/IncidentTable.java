package dev.fettle.health;

import dev.fettle.store.Row;
import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// SQL of the table `incident`.
final class IncidentTable {
    private IncidentTable() {}

    static void put(Sql sql, Incident i) throws SQLException {
        sql.update(
                """
                INSERT OR REPLACE INTO incident (id, automation, since, opened_at, subject, reason, run,
                    last_bad, reopened, repeats, repeat_at, acked_at, acked_until, ack_note, closed_at, closed_by)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                i.id(),
                i.automation(),
                i.since(),
                i.openedAt(),
                i.subject(),
                i.reason(),
                i.run(),
                i.lastBad(),
                i.reopened(),
                i.repeats(),
                i.repeatAt(),
                i.acknowledgement().map(Acknowledgement::at),
                i.acknowledgement().flatMap(Acknowledgement::until),
                i.acknowledgement().flatMap(Acknowledgement::note),
                i.closing().map(Incident.Closing::at),
                i.closing().map(end -> end.by().name().toLowerCase(Locale.ROOT)));
    }

    /// The open one, or the one that was closed last.
    static Optional<Incident> newest(Sql sql, String automation) throws SQLException {
        return sql.one(
                """
                SELECT * FROM incident WHERE automation = ?
                ORDER BY closed_at IS NULL DESC, closed_at DESC LIMIT 1
                """,
                IncidentTable::incident,
                automation);
    }

    static List<Incident> open(Sql sql) throws SQLException {
        return sql.list(
                "SELECT * FROM incident WHERE closed_at IS NULL ORDER BY opened_at",
                IncidentTable::incident);
    }

    static Optional<Incident> open(Sql sql, String automation) throws SQLException {
        return sql.one(
                "SELECT * FROM incident WHERE automation = ? AND closed_at IS NULL",
                IncidentTable::incident,
                automation);
    }

    static void prune(Sql sql, Instant before) throws SQLException {
        sql.update("DELETE FROM incident WHERE closed_at < ?", before);
    }

    static boolean acknowledge(Sql sql, String automation, Acknowledgement word)
            throws SQLException {
        return sql.update(
                        """
                        UPDATE incident SET acked_at = ?, acked_until = ?, ack_note = ?
                        WHERE automation = ? AND closed_at IS NULL
                        """,
                        word.at(),
                        word.until(),
                        word.note(),
                        automation)
                > 0;
    }

    private static Incident incident(Row row) throws SQLException {
        var until = row.maybeTime("acked_until");
        var note = row.maybeText("ack_note");
        var closedBy = row.maybeText("closed_by");
        return new Incident(
                row.text("id"),
                row.text("automation"),
                row.time("since"),
                row.time("opened_at"),
                row.text("subject"),
                row.text("reason"),
                row.maybeText("run"),
                row.time("last_bad"),
                row.integer("reopened"),
                row.integer("repeats"),
                row.maybeTime("repeat_at"),
                row.maybeTime("acked_at").map(at -> new Acknowledgement(at, until, note)),
                row.maybeTime("closed_at").flatMap(at -> closedBy.map(by -> closing(at, by))));
    }

    private static Incident.Closing closing(Instant at, String by) {
        return new Incident.Closing(at, Incident.By.valueOf(by.toUpperCase(Locale.ROOT)));
    }
}
