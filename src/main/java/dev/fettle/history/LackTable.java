package dev.fettle.history;

import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// SQL of the table `lack`.
final class LackTable {
    private LackTable() {}

    static void add(Sql sql, long run, String need, boolean again) throws SQLException {
        sql.update("INSERT INTO lack (run, need, again) VALUES (?, ?, ?)", run, need, again);
    }

    static Optional<String> need(Sql sql, long run) throws SQLException {
        return sql.one("SELECT need FROM lack WHERE run = ?", row -> row.text("need"), run);
    }

    /// How many runs on this input lacked something and failed for it.
    static long failed(Sql sql, String automation, Input input) throws SQLException {
        return sql.number(
                """
                SELECT count(*) FROM lack JOIN run ON run.seq = lack.run JOIN run_input i ON i.run = run.seq
                WHERE run.automation = ? AND run.outcome <> 'blocked' AND i.path = ? AND i.sha256 = ?
                """,
                automation,
                input.path(),
                input.sha256());
    }

    static List<Run> waiting(Sql sql) throws SQLException {
        return sql.list(
                "SELECT run.* FROM lack JOIN run ON run.seq = lack.run WHERE lack.again = 1 ORDER BY run.seq",
                RunTable::run);
    }

    /// @return false where it had ended before
    static boolean ended(Sql sql, long run) throws SQLException {
        return sql.update("UPDATE lack SET again = 0 WHERE run = ? AND again = 1", run) == 1;
    }
}
