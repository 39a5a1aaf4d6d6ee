package dev.fettle.health;

import dev.fettle.store.Row;
import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// SQL of the table `awake`.
final class AwakeTable {
    private AwakeTable() {}

    static void insert(Sql sql, Awake.Mark mark) throws SQLException {
        sql.update(
                "INSERT INTO awake (at, total_ms, boot, nanos, hold_until, strict) VALUES (?, ?, ?, ?, ?, ?)",
                mark.at(),
                mark.totalMillis(),
                mark.boot(),
                mark.nanos(),
                mark.hold().map(Awake.Hold::until),
                mark.hold().map(Awake.Hold::strict).orElse(false));
    }

    static void prune(Sql sql, Instant before) throws SQLException {
        sql.update("DELETE FROM awake WHERE at < ? AND seq < (SELECT max(seq) FROM awake)", before);
    }

    static Optional<Awake.Mark> last(Sql sql) throws SQLException {
        return sql.one("SELECT * FROM awake ORDER BY seq DESC LIMIT 1", AwakeTable::mark);
    }

    static Optional<Awake.Mark> first(Sql sql) throws SQLException {
        return sql.one("SELECT * FROM awake ORDER BY seq LIMIT 1", AwakeTable::mark);
    }

    static Optional<Awake.Mark> lastHold(Sql sql) throws SQLException {
        return sql.one(
                "SELECT * FROM awake WHERE hold_until IS NOT NULL ORDER BY seq DESC LIMIT 1",
                AwakeTable::mark);
    }

    /// The mark at this moment or the last one before it.
    static Optional<Awake.Mark> before(Sql sql, Instant moment) throws SQLException {
        return sql.one(
                "SELECT * FROM awake WHERE at <= ? ORDER BY at DESC, seq DESC LIMIT 1",
                AwakeTable::mark,
                moment);
    }

    static Optional<Awake.Mark> after(Sql sql, Instant moment) throws SQLException {
        return sql.one(
                "SELECT * FROM awake WHERE at > ? ORDER BY at, seq LIMIT 1",
                AwakeTable::mark,
                moment);
    }

    private static Awake.Mark mark(Row row) throws SQLException {
        boolean strict = row.flag("strict");
        return new Awake.Mark(
                row.time("at"),
                row.number("total_ms"),
                row.text("boot"),
                row.number("nanos"),
                row.maybeTime("hold_until").map(until -> new Awake.Hold(until, strict)));
    }
}
