package dev.fettle.alert;

import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// SQL of the tables `channel_state` and `delivery_try`: how channels do, and the delivery log.
final class ChannelTable {
    private ChannelTable() {}

    static void log(
            Sql sql,
            Instant at,
            String channel,
            String parcel,
            String subject,
            String outcome,
            Duration took,
            String said)
            throws SQLException {
        sql.update(
                """
                INSERT INTO delivery_try (at, channel, parcel, subject, outcome, took_ms, said)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                at,
                channel,
                parcel,
                subject,
                outcome,
                took.toMillis(),
                said);
    }

    static void pruneLog(Sql sql, Instant before) throws SQLException {
        sql.update("DELETE FROM delivery_try WHERE at < ?", before);
    }

    /// @param error empty where it does its work
    static void state(Sql sql, String channel, Instant at, Optional<String> error)
            throws SQLException {
        sql.update(
                """
                INSERT INTO channel_state (name, ok, last_error, since) VALUES (?, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET
                    since = CASE WHEN ok = excluded.ok THEN since ELSE excluded.since END,
                    refusal_told = CASE WHEN excluded.ok THEN 0 ELSE refusal_told END,
                    ok = excluded.ok, last_error = excluded.last_error
                """,
                channel,
                error.isEmpty(),
                error,
                at);
    }

    static List<ChannelState> states(Sql sql) throws SQLException {
        return sql.list(
                "SELECT name, ok, last_error, refusal_told FROM channel_state",
                row ->
                        new ChannelState(
                                row.text("name"),
                                row.flag("ok"),
                                row.maybeText("last_error"),
                                row.flag("refusal_told")));
    }

    static void rename(Sql sql, String from, String to) throws SQLException {
        sql.update("UPDATE OR REPLACE channel_state SET name = ? WHERE name = ?", to, from);
    }

    static void forget(Sql sql, String channel) throws SQLException {
        sql.update("DELETE FROM channel_state WHERE name = ?", channel);
    }

    /// Before its state is written.
    static void refuses(Sql sql, String channel, Instant now) throws SQLException {
        sql.update(
                """
                INSERT INTO channel_state (name, ok, since, refusal_told) VALUES (?, 0, ?, 1)
                ON CONFLICT (name) DO UPDATE SET refusal_told = 1
                """,
                channel,
                now);
    }
}
