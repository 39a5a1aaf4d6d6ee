package dev.fettle.history;

import dev.fettle.check.usual.Measured;
import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.util.List;

/// SQL of the table `measured`.
final class MeasuredTable {
    private MeasuredTable() {}

    static void put(Sql sql, Run run, String subject, Measured measured) throws SQLException {
        sql.update(
                "INSERT OR REPLACE INTO measured (automation, subject, run, at, measures) VALUES (?,"
                        + " ?, ?, ?, ?)",
                run.automation(),
                subject,
                run.seq(),
                measured.at(),
                measured.text());
    }

    /// The newest but those that were found wrong, the newest first.
    static List<Measured> newest(Sql sql, String automation, String subject, int limit)
            throws SQLException {
        return sql.list(
                """
                SELECT m.at, m.measures FROM measured m LEFT JOIN run r ON r.seq = m.run
                WHERE m.automation = ? AND m.subject = ? AND r.bad_at IS NULL
                ORDER BY m.run DESC LIMIT ?
                """,
                row -> Measured.of(row.maybeTime("at"), row.text("measures")),
                automation,
                subject,
                limit);
    }

    /// The same of the runs themselves, where several subjects were measured of each.
    static List<Measured> newest(Sql sql, String automation, int limit) throws SQLException {
        return sql.list(
                """
                SELECT m.at, m.measures FROM measured m LEFT JOIN run r ON r.seq = m.run
                WHERE m.automation = ? AND r.bad_at IS NULL
                GROUP BY m.run ORDER BY m.run DESC LIMIT ?
                """,
                row -> Measured.of(row.maybeTime("at"), row.text("measures")),
                automation,
                limit);
    }

    /// All but the newest `keep` go.
    static void prune(Sql sql, String automation, String subject, int keep) throws SQLException {
        sql.update(
                """
                DELETE FROM measured WHERE automation = ?1 AND subject = ?2 AND run <= coalesce(
                  (SELECT run FROM measured WHERE automation = ?1 AND subject = ?2
                   ORDER BY run DESC LIMIT 1 OFFSET ?3), 0)
                """,
                automation,
                subject,
                keep);
    }

    static int forget(Sql sql, String automation) throws SQLException {
        return sql.update("DELETE FROM measured WHERE automation = ?", automation);
    }
}
