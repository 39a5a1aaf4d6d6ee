package dev.fettle.alert;

import dev.fettle.store.Row;
import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// SQL of the table `delivery`: the outbox.
final class DeliveryTable {
    /// More are not looked at in one go; what is left comes with the next.
    private static final int MOST_AT_ONCE = 200;

    private DeliveryTable() {}

    static void insert(Sql sql, long message, String channel, Instant notBefore)
            throws SQLException {
        sql.update(
                "INSERT INTO delivery (message, channel, state, not_before) VALUES (?, ?, 'waiting', ?)",
                message,
                channel,
                notBefore);
    }

    static void takeBack(Sql sql, String thread, Instant now) throws SQLException {
        sql.update(
                """
                UPDATE delivery SET state = 'taken-back', ended_at = ?
                WHERE state = 'waiting' AND message IN (SELECT seq FROM message WHERE thread = ?)
                """,
                now,
                thread);
    }

    /// What is being sent counts, and so does what was claimed by somebody who died.
    static boolean hasLeft(Sql sql, String thread) throws SQLException {
        return sql.number(
                        """
                        SELECT count(*) FROM delivery
                        WHERE state IN ('sent', 'sending')
                            AND message IN (SELECT seq FROM message WHERE thread = ?)
                        """,
                        thread)
                > 0;
    }

    /// How the message stands that was the first of a thread through this channel.
    static Optional<First> first(Sql sql, String thread, String channel) throws SQLException {
        return sql.one(
                """
                SELECT not_before, state FROM delivery JOIN message ON message.seq = delivery.message
                WHERE thread = ? AND channel = ? AND state IN ('waiting', 'sending', 'sent')
                ORDER BY delivery.seq LIMIT 1
                """,
                row -> new First(row.time("not_before"), !row.text("state").equals("waiting")),
                thread,
                channel);
    }

    record First(Instant notBefore, boolean hasLeft) {}

    /// What somebody claimed who died may have gone, or not: it goes again, under the same name.
    /// What waited to be tried again is due at once.
    static void startAnew(Sql sql) throws SQLException {
        sql.update(
                "UPDATE delivery SET state = 'waiting', try_at = 0 WHERE state IN ('waiting', 'sending')");
    }

    static List<String> channels(Sql sql) throws SQLException {
        return sql.list(
                "SELECT DISTINCT channel FROM delivery WHERE state IN ('waiting', 'sending')",
                row -> row.text("channel"));
    }

    static long open(Sql sql) throws SQLException {
        return sql.number("SELECT count(*) FROM delivery WHERE state IN ('waiting', 'sending')");
    }

    /// However many channels each is to go through.
    static long messages(Sql sql) throws SQLException {
        return sql.number(
                "SELECT count(DISTINCT message) FROM delivery WHERE state IN ('waiting', 'sending')");
    }

    /// The oldest first.
    static List<Waiting> waiting(Sql sql, String channel) throws SQLException {
        return sql.list(
                """
                SELECT message.*, delivery.seq AS row, not_before, try_at, tries, trying_ms, boot,
                    nanos, parcel
                FROM delivery JOIN message ON message.seq = delivery.message
                WHERE channel = ? AND state = 'waiting' AND state IN ('waiting', 'sending')
                ORDER BY delivery.seq LIMIT ?
                """,
                DeliveryTable::waiting,
                channel,
                MOST_AT_ONCE);
    }

    private static Waiting waiting(Row row) throws SQLException {
        var boot = row.maybeText("boot");
        long nanos = row.number("nanos");
        return new Waiting(
                row.number("row"),
                row.text("id"),
                row.time("at"),
                MessageTable.message(row),
                row.time("not_before"),
                row.time("try_at"),
                row.integer("tries"),
                Duration.ofMillis(row.number("trying_ms")),
                boot.map(b -> new Waiting.Counted(b, nanos)),
                row.maybeText("parcel"));
    }

    /// @return false where it was taken back meanwhile
    static boolean claim(Sql sql, Waiting row, String parcel, Waiting.Counted now)
            throws SQLException {
        return sql.update(
                        """
                        UPDATE delivery SET state = 'sending', parcel = ?, tries = tries + 1,
                            boot = coalesce(boot, ?), nanos = coalesce(nanos, ?)
                        WHERE seq = ? AND state = 'waiting'
                        """,
                        parcel,
                        now.boot(),
                        now.nanos(),
                        row.seq())
                == 1;
    }

    /// Parcels that told of the same thread through the same channel before, the oldest first.
    static List<Earlier> earlier(Sql sql, String channel, String thread) throws SQLException {
        return sql.list(
                """
                SELECT parcel, min(delivery.seq) AS first, max(receipt) AS receipt
                FROM message JOIN delivery ON delivery.message = message.seq
                WHERE thread = ? AND channel = ? AND state = 'sent'
                GROUP BY parcel ORDER BY first
                """,
                row -> new Earlier(row.text("parcel"), row.maybeText("receipt")),
                thread,
                channel);
    }

    /// Whether the message of this row is, or was, on its way through that channel too.
    static boolean isAddressed(Sql sql, long seq, String channel) throws SQLException {
        return sql.number(
                        """
                        SELECT count(*) FROM delivery
                        WHERE channel = ? AND message = (SELECT message FROM delivery WHERE seq = ?)
                        """,
                        channel,
                        seq)
                > 0;
    }

    static List<Drills.Leg> legs(Sql sql, long message) throws SQLException {
        return sql.list(
                "SELECT channel, state, tries, said FROM delivery WHERE message = ? ORDER BY seq",
                row ->
                        new Drills.Leg(
                                row.text("channel"),
                                row.text("state"),
                                row.integer("tries"),
                                row.maybeText("said")),
                message);
    }

    record Earlier(String parcel, Optional<String> receipt) {}

    static void end(
            Sql sql, long seq, String state, Instant at, String said, Optional<String> receipt)
            throws SQLException {
        sql.update(
                "UPDATE delivery SET state = ?, ended_at = ?, said = ?, receipt = ? WHERE seq = ?",
                state,
                at,
                said,
                receipt,
                seq);
    }

    static void postpone(
            Sql sql, long seq, Instant tryAt, Duration trying, Waiting.Counted counted, String said)
            throws SQLException {
        sql.update(
                """
                UPDATE delivery SET state = 'waiting', try_at = ?, trying_ms = ?, boot = ?, nanos = ?,
                    said = ?
                WHERE seq = ?
                """,
                tryAt,
                trying.toMillis(),
                counted.boot(),
                counted.nanos(),
                said,
                seq);
    }
}
