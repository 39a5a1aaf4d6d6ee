package dev.fettle.upkeep;

import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// SQL of the table `digest`, and what a digest counts.
public final class DigestTable {
    private DigestTable() {}

    public static Optional<Instant> upTo(Sql sql) throws SQLException {
        return sql.one("SELECT upto FROM digest", row -> row.time("upto"));
    }

    /// @param before what it was; where somebody else has moved it, nothing is changed
    public static boolean moveTo(Sql sql, Optional<Instant> before, Instant now)
            throws SQLException {
        if (!upTo(sql).equals(before)) {
            return false;
        }
        sql.update("DELETE FROM digest");
        sql.update("INSERT INTO digest (upto) VALUES (?)", now);
        return true;
    }

    public static List<Digest.Ran> ran(Sql sql, Instant from) throws SQLException {
        return sql.list(
                """
                SELECT automation, count(*) AS runs, sum(outcome <> 'succeeded' OR bad_at IS NOT NULL) AS bad FROM run
                WHERE requested_at >= ? AND dry = 0 AND outcome IS NOT NULL AND outcome <> 'cancelled'
                GROUP BY automation ORDER BY bad DESC, automation
                """,
                row ->
                        new Digest.Ran(
                                row.text("automation"), row.number("runs"), row.number("bad")),
                from);
    }

    /// Slots that nothing ran for.
    public static List<Digest.Passed> passed(Sql sql, Instant from) throws SQLException {
        return sql.list(
                """
                SELECT automation, state, sum(count) AS slots FROM slot
                WHERE last >= ? AND state IN ('missed', 'skipped') AND reason IS NOT 'paused'
                GROUP BY automation, state ORDER BY state, automation
                """,
                row ->
                        new Digest.Passed(
                                row.text("automation"), row.text("state"), row.number("slots")),
                from);
    }
}
