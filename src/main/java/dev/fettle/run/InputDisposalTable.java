package dev.fettle.run;

import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.util.List;

/// SQL of the table `moved_input`.
final class InputDisposalTable {
    private InputDisposalTable() {}

    static void plan(Sql sql, long run, List<InputDisposal.Move> moves) throws SQLException {
        for (int n = 0; n < moves.size(); n++) {
            sql.update(
                    "INSERT INTO moved_input (run, n, origin, target, state) VALUES (?, ?, ?, ?, 'planned')",
                    run,
                    n,
                    moves.get(n).origin(),
                    moves.get(n).target());
        }
    }

    static void state(Sql sql, long run, String state) throws SQLException {
        sql.update("UPDATE moved_input SET state = ? WHERE run = ?", state, run);
    }

    static List<InputDisposal.Move> in(Sql sql, long run, String state) throws SQLException {
        return sql.list(
                "SELECT * FROM moved_input WHERE run = ? AND state = ? ORDER BY n",
                row -> new InputDisposal.Move(row.path("origin"), row.path("target")),
                run,
                state);
    }

    /// Runs that were undone, while where their inputs are was not taken back.
    static List<Long> undone(Sql sql, String automation) throws SQLException {
        return sql.list(
                """
                SELECT DISTINCT m.run AS run FROM moved_input m JOIN publication p ON p.run = m.run
                WHERE m.state IN ('planned', 'moved') AND p.state = 'undone' AND p.automation = ?\
                """,
                row -> row.number("run"),
                automation);
    }

    /// Automations with inputs that are not where they should be.
    static List<String> withUnfinished(Sql sql) throws SQLException {
        return sql.list(
                """
                SELECT DISTINCT r.automation AS name
                FROM moved_input m JOIN run r ON r.seq = m.run LEFT JOIN publication p ON p.run = m.run
                WHERE m.state = 'planned' OR m.state = 'moved' AND p.state = 'undone'\
                """,
                row -> row.text("name"));
    }

    static List<Long> planned(Sql sql, String automation) throws SQLException {
        return sql.list(
                "SELECT DISTINCT m.run AS run FROM moved_input m JOIN run r ON r.seq = m.run WHERE m.state = 'planned' AND r.automation = ?",
                row -> row.number("run"),
                automation);
    }
}
