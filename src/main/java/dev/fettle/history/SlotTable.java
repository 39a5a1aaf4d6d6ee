package dev.fettle.history;

import dev.fettle.store.Row;
import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// SQL of the table `slot`.
final class SlotTable {
    private static final String COLUMNS =
            "automation, due, last, count, timetable, state, reason, run, turn, in_time";

    private SlotTable() {}

    /// Adds a row, or lengthens the one before it where the same is to be said of both.
    static void add(Sql sql, Slot slot) throws SQLException {
        if (slot.state().isPresent() && lengthened(sql, slot)) {
            return;
        }
        sql.update(
                "INSERT INTO slot (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                slot.automation(),
                slot.due(),
                slot.last(),
                slot.count(),
                slot.timetable(),
                slot.state().map(SlotState::word),
                slot.reason(),
                slot.run().map(RunId::text),
                slot.turn().map(Turn::word),
                slot.inTimeUntil());
    }

    private static boolean lengthened(Sql sql, Slot slot) throws SQLException {
        return sql.update(
                        """
                        UPDATE slot SET last = ?3, count = count + ?4
                        WHERE automation = ?1
                          AND due = (SELECT max(due) FROM slot WHERE automation = ?1 AND due < ?2)
                          AND timetable = ?5 AND state = ?6 AND reason IS ?7
                          AND run IS NULL AND turn IS NULL AND ?8 IS NULL
                        """,
                        slot.automation(),
                        slot.due(),
                        slot.last(),
                        slot.count(),
                        slot.timetable(),
                        slot.state().map(SlotState::word),
                        slot.reason(),
                        slot.turn().map(Turn::word))
                == 1;
    }

    /// How many slots in a row, up to and with the one that is due then, found an earlier run at
    /// work; counts to three.
    static long busyInARow(Sql sql, String automation, Instant due) throws SQLException {
        return sql.number(
                """
                WITH newest AS (
                  SELECT due, count, coalesce(state, '') || ': ' || coalesce(reason, '') AS what
                  FROM slot WHERE automation = ? AND due <= ? ORDER BY due DESC LIMIT 3)
                SELECT coalesce(sum(count), 0) FROM newest WHERE what LIKE 'skipped: busy%'
                  AND due > coalesce((SELECT max(due) FROM newest WHERE what NOT LIKE 'skipped: busy%'), 0)
                """,
                automation, due);
    }

    static void remove(Sql sql, Slot slot) throws SQLException {
        sql.update(
                "DELETE FROM slot WHERE automation = ? AND due = ?", slot.automation(), slot.due());
    }

    /// Undecided ones whose run is not asked for yet, in order.
    static List<Slot> queue(Sql sql, String automation) throws SQLException {
        return sql.list(
                """
                SELECT * FROM slot WHERE automation = ? AND state IS NULL
                  AND NOT EXISTS (SELECT 1 FROM run WHERE run.id = slot.run) ORDER BY due
                """,
                SlotTable::slot,
                automation);
    }

    static List<String> withQueue(Sql sql) throws SQLException {
        return sql.list(
                "SELECT DISTINCT automation FROM slot WHERE state IS NULL",
                row -> row.text("automation"));
    }

    /// The row that begins with this slot.
    static Optional<Slot> find(Sql sql, String automation, Instant due) throws SQLException {
        return sql.one(
                "SELECT * FROM slot WHERE automation = ? AND due = ?",
                SlotTable::slot,
                automation,
                due);
    }

    static boolean isQueued(Sql sql, Slot slot) throws SQLException {
        return sql.number(
                        """
                        SELECT count(*) FROM slot WHERE automation = ? AND due = ? AND run = ? AND state IS NULL
                          AND NOT EXISTS (SELECT 1 FROM run WHERE run.id = slot.run)
                        """,
                        slot.automation(),
                        slot.due(),
                        slot.run().map(RunId::text))
                == 1;
    }

    /// Its run has begun: now it is known what became of it.
    static void started(Sql sql, RunId run, Instant at) throws SQLException {
        sql.update(
                """
                UPDATE slot SET
                  state = CASE WHEN turn = 'catching-up' THEN 'caught-up' WHEN ?2 <= in_time THEN 'ran' ELSE 'delayed' END,
                  reason = CASE WHEN turn <> 'catching-up' AND ?2 <= in_time THEN NULL ELSE coalesce(reason, ?3) END
                WHERE run = ?1 AND state IS NULL
                """,
                run.text(),
                at,
                "the machine was busy");
    }

    /// What it waits for, where nothing was said before.
    static void waits(Sql sql, RunId run, String why) throws SQLException {
        sql.update(
                "UPDATE slot SET reason = ? WHERE run = ? AND state IS NULL AND reason IS NULL",
                why,
                run.text());
    }

    static void behind(Sql sql, RunId run) throws SQLException {
        sql.update(
                "UPDATE slot SET turn = 'behind' WHERE run = ? AND state IS NULL AND turn = 'now'",
                run.text());
    }

    /// Its run is over and was never begun.
    static void neverBegun(Sql sql, RunId run, SlotState state, String why) throws SQLException {
        sql.update(
                "UPDATE slot SET state = ?, reason = ? WHERE run = ? AND state IS NULL",
                state.word(),
                why,
                run.text());
    }

    /// Its run was lost, and it is to have another one.
    static void again(Sql sql, Run lost, RunId other, String why) throws SQLException {
        sql.update(
                "UPDATE slot SET state = NULL, turn = 'catching-up', run = ?, reason = ? WHERE run = ?",
                other.text(),
                why,
                lost.id().text());
    }

    /// What its run lacked is back, and it is to have another one: behind those at work, unless it
    /// is caught up with in any case.
    static void anew(Sql sql, Run before, RunId other, String why) throws SQLException {
        sql.update(
                """
                UPDATE slot SET state = NULL, run = ?, reason = ?,
                  turn = CASE WHEN turn = 'catching-up' THEN turn ELSE 'behind' END
                WHERE run = ? AND state IS NOT NULL
                """,
                other.text(),
                why,
                before.id().text());
    }

    /// Those whose run was asked for and not begun when Fettle ended.
    static void fettleWasAway(Sql sql, String why) throws SQLException {
        sql.update(
                """
                UPDATE slot SET turn = 'catching-up', reason = ? WHERE state IS NULL
                  AND EXISTS (SELECT 1 FROM run WHERE run.id = slot.run AND started_at IS NULL)
                """,
                why);
    }

    /// Those that reach beyond `moment`. Rows lie side by side: of those that begin before it only
    /// the last one can.
    static List<Slot> beyond(Sql sql, String automation, Instant moment) throws SQLException {
        return sql.list(
                """
                SELECT * FROM slot WHERE automation = ?1 AND last > ?2
                  AND due >= coalesce((SELECT max(due) FROM slot WHERE automation = ?1 AND due <= ?2), ?2)
                ORDER BY due
                """,
                SlotTable::slot,
                automation,
                moment);
    }

    /// Those that lie between these moments, wholly or in part; newest first.
    static List<Slot> between(Sql sql, String automation, Instant from, Instant until, int most)
            throws SQLException {
        return sql.list(
                """
                SELECT * FROM slot WHERE automation = ?1 AND due <= ?2 AND last >= ?3
                  AND due >= coalesce((SELECT max(due) FROM slot WHERE automation = ?1 AND due <= ?3), ?3)
                ORDER BY due DESC LIMIT ?4
                """,
                SlotTable::slot,
                automation,
                until,
                from,
                most);
    }

    static int prune(Sql sql, Instant before) throws SQLException {
        return sql.update("DELETE FROM slot WHERE last < ? AND state IS NOT NULL", before);
    }

    private static Slot slot(Row row) throws SQLException {
        return new Slot(
                row.text("automation"),
                row.time("due"),
                row.time("last"),
                row.number("count"),
                row.number("timetable"),
                row.maybeText("state").map(SlotState::of),
                row.maybeText("reason"),
                row.maybeText("run").map(RunId::new),
                row.maybeText("turn").map(Turn::of),
                row.maybeTime("in_time"));
    }

    static void forget(Sql sql, String automation) throws SQLException {
        sql.update("DELETE FROM slot WHERE automation = ?", automation);
    }
}
