package dev.fettle.history;

import dev.fettle.store.Row;
import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// SQL of the table `timetable`.
final class TimetableTable {
    private TimetableTable() {}

    static long insert(Sql sql, Timetable t) throws SQLException {
        return sql.number(
                "INSERT INTO timetable (automation, texts, zone, anchor, cursor, boot) VALUES (?, ?, ?, ?, ?, ?) RETURNING seq",
                t.automation(),
                String.join("\n", t.texts()),
                t.zone().getId(),
                t.anchor(),
                t.cursor(),
                t.boot());
    }

    /// @return false, and nothing is changed, where it belongs to another automation by now
    static boolean update(Sql sql, Timetable t) throws SQLException {
        return sql.update(
                        "UPDATE timetable SET anchor = ?, cursor = ?, boot = ? WHERE seq = ? AND automation = ?",
                        t.anchor(),
                        t.cursor(),
                        t.boot(),
                        t.seq(),
                        t.automation())
                > 0;
    }

    static void end(Sql sql, Timetable t) throws SQLException {
        sql.update(
                "UPDATE timetable SET ended = 1 WHERE seq = ? AND automation = ?",
                t.seq(),
                t.automation());
    }

    static List<Timetable> current(Sql sql) throws SQLException {
        return sql.list("SELECT * FROM timetable WHERE ended = 0", TimetableTable::timetable);
    }

    static Optional<Timetable> current(Sql sql, String automation) throws SQLException {
        return sql.one(
                "SELECT * FROM timetable WHERE ended = 0 AND automation = ?",
                TimetableTable::timetable,
                automation);
    }

    static Optional<Timetable> get(Sql sql, long seq) throws SQLException {
        return sql.one("SELECT * FROM timetable WHERE seq = ?", TimetableTable::timetable, seq);
    }

    private static Timetable timetable(Row row) throws SQLException {
        return new Timetable(
                row.number("seq"),
                row.text("automation"),
                row.text("texts").lines().toList(),
                ZoneId.of(row.text("zone")),
                row.time("anchor"),
                row.time("cursor"),
                row.text("boot"));
    }

    static void forget(Sql sql, String automation) throws SQLException {
        sql.update("DELETE FROM timetable WHERE automation = ?", automation);
    }
}
