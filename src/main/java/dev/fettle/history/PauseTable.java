package dev.fettle.history;

import dev.fettle.store.Row;
import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// SQL of the table `pause`.
final class PauseTable {
    private PauseTable() {}

    static void insert(Sql sql, Pause pause) throws SQLException {
        sql.update(
                "INSERT INTO pause (automation, since, until, note) VALUES (?, ?, ?, ?)",
                pause.automation(),
                pause.since(),
                pause.until(),
                pause.note());
    }

    /// @return whether one was open that had not ended by itself
    static boolean end(Sql sql, Optional<String> automation, Instant now) throws SQLException {
        return sql.update(
                        """
                        UPDATE pause SET resumed_at = ?2 WHERE automation IS ?1
                          AND resumed_at IS NULL AND (until IS NULL OR until > ?2)
                        """,
                        automation,
                        now)
                > 0;
    }

    static Optional<Pause> open(Sql sql, Optional<String> automation, Instant now)
            throws SQLException {
        return sql.one(
                """
                SELECT * FROM pause WHERE automation IS ?1
                  AND resumed_at IS NULL AND (until IS NULL OR until > ?2)
                ORDER BY seq DESC LIMIT 1
                """,
                PauseTable::pause,
                automation,
                now);
    }

    static List<Pause> reachingBeyond(Sql sql, String automation, Instant moment)
            throws SQLException {
        return sql.list(
                """
                SELECT * FROM pause WHERE (automation = ?1 OR automation IS NULL)
                  AND (resumed_at IS NULL OR resumed_at > ?2) AND (until IS NULL OR until > ?2)
                ORDER BY seq
                """,
                PauseTable::pause,
                automation,
                moment);
    }

    static Optional<Instant> lastEnd(Sql sql, String automation, Instant now) throws SQLException {
        return sql.one(
                        """
                        SELECT max(min(coalesce(resumed_at, until), coalesce(until, resumed_at))) AS ended
                        FROM pause WHERE (automation = ?1 OR automation IS NULL)
                          AND (resumed_at IS NOT NULL OR until <= ?2)
                        """,
                        row -> row.maybeTime("ended"),
                        automation,
                        now)
                .flatMap(ended -> ended);
    }

    static void forget(Sql sql, String automation) throws SQLException {
        sql.update("DELETE FROM pause WHERE automation = ?", automation);
    }

    private static Pause pause(Row row) throws SQLException {
        return new Pause(
                row.maybeText("automation"),
                row.time("since"),
                row.maybeTime("until"),
                row.maybeTime("resumed_at"),
                row.maybeText("note"));
    }
}
