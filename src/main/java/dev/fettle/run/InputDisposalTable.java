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

    static List<Long> planned(Sql sql, String automation) throws SQLException {
        return sql.list(
                "SELECT DISTINCT m.run AS run FROM moved_input m JOIN run r ON r.seq = m.run WHERE m.state = 'planned' AND r.automation = ?",
                row -> row.number("run"),
                automation);
    }
}
