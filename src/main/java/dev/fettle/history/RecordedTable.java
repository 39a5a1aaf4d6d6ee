package dev.fettle.history;

import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/// SQL of the table `recorded`: runs that ended and whose meaning nobody has drawn yet.
public final class RecordedTable {
    private RecordedTable() {}

    static void add(Sql sql, long run) throws SQLException {
        sql.update(
                "INSERT OR IGNORE INTO recorded (run, automation) SELECT seq, automation FROM run WHERE seq = ?",
                run);
    }

    /// @param limit so many at most, the earliest requests first
    public static List<Run> waiting(Sql sql, int limit) throws SQLException {
        return sql.list(
                "SELECT run.* FROM recorded JOIN run ON run.seq = recorded.run ORDER BY recorded.run LIMIT ?",
                RunTable::run,
                limit);
    }

    /// Takes these away.
    ///
    /// @return false, and nothing is changed, where somebody else has drawn the meaning of one of
    ///   them
    public static boolean take(Sql sql, Collection<Run> runs) throws SQLException {
        for (var run : runs) {
            if (sql.number("SELECT count(*) FROM recorded WHERE run = ?", run.seq()) == 0) {
                return false;
            }
        }
        for (var run : runs) {
            sql.update("DELETE FROM recorded WHERE run = ?", run.seq());
        }
        return true;
    }
}
