package dev.fettle.history;

import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// SQL of the tables `chain` and `followed`.
final class ChainTable {
    private ChainTable() {}

    static Optional<String> upstream(Sql sql, String automation) throws SQLException {
        return sql.one(
                "SELECT upstream FROM chain WHERE automation = ?",
                row -> row.text("upstream"),
                automation);
    }

    /// From now on it follows `upstream`: what that did before is not its business, but what is
    /// under way is.
    static void begin(Sql sql, String automation, String upstream) throws SQLException {
        end(sql, automation);
        sql.update(
                "INSERT INTO chain (automation, upstream, behind) VALUES (?, ?, 0)",
                automation,
                upstream);
        long behind = horizon(sql, automation);
        sql.update("UPDATE chain SET behind = ? WHERE automation = ?", behind, automation);
        sql.update(
                """
                INSERT INTO followed (automation, upstream, part, run, times)
                SELECT ?1, seq, 0, NULL, 1 FROM run
                WHERE automation = ?2 AND seq > ?3 AND outcome IS NOT NULL\
                """,
                automation,
                upstream,
                behind);
    }

    /// Up to here all runs of the one that is followed are over, and none will come any more.
    static long horizon(Sql sql, String automation) throws SQLException {
        long newest =
                sql.number(
                        "SELECT coalesce(max(seq), 0) FROM run WHERE automation = "
                                + "(SELECT upstream FROM chain WHERE automation = ?)",
                        automation);
        long underWay =
                sql.number(
                        "SELECT coalesce(min(seq), 0) FROM run WHERE outcome IS NULL AND "
                                + "automation = (SELECT upstream FROM chain WHERE automation = ?)",
                        automation);
        return underWay > 0 ? Math.min(newest, underWay - 1) : newest;
    }

    static void end(Sql sql, String automation) throws SQLException {
        sql.update("DELETE FROM followed WHERE automation = ?", automation);
        sql.update("DELETE FROM chain WHERE automation = ?", automation);
    }

    static void renameUpstream(Sql sql, String from, String to) throws SQLException {
        sql.update("UPDATE chain SET upstream = ? WHERE upstream = ?", to, from);
    }

    static List<String> followers(Sql sql) throws SQLException {
        return sql.list("SELECT automation FROM chain", row -> row.text("automation"));
    }

    /// Successes that may have to be followed, the oldest first.
    static List<Run> successes(Sql sql, String automation) throws SQLException {
        var seqs =
                sql.list(
                        """
                        SELECT run.seq FROM chain JOIN run ON run.automation = chain.upstream
                        WHERE chain.automation = ? AND run.seq > chain.behind
                          AND run.outcome = 'succeeded' AND run.dry = 0 AND run.bad_at IS NULL
                        ORDER BY run.seq\
                        """,
                        row -> row.number("seq"),
                        automation);
        var runs = new ArrayList<Run>();
        for (long seq : seqs) {
            RunTable.get(sql, seq).ifPresent(runs::add);
        }
        return runs;
    }

    static Optional<Chains.Followed> followed(Sql sql, String automation, long upstream, int part)
            throws SQLException {
        return sql.one(
                """
                SELECT run, times FROM followed
                WHERE automation = ? AND upstream = ? AND part = ?\
                """,
                row -> new Chains.Followed(row.maybeNumber("run"), (int) row.number("times")),
                automation,
                upstream,
                part);
    }

    static void follow(Sql sql, String automation, long upstream, int part, OptionalLong run)
            throws SQLException {
        sql.update(
                """
                INSERT INTO followed (automation, upstream, part, run, times)
                VALUES (?, ?, ?, ?, 1)
                ON CONFLICT (automation, upstream, part)
                DO UPDATE SET run = excluded.run, times = times + 1\
                """,
                automation,
                upstream,
                part,
                run);
    }

    static void advance(Sql sql, String automation, long behind) throws SQLException {
        sql.update(
                "UPDATE chain SET behind = ? WHERE automation = ? AND behind < ?",
                behind,
                automation,
                behind);
        sql.update(
                "DELETE FROM followed WHERE automation = ? AND upstream <= ?", automation, behind);
    }
}
