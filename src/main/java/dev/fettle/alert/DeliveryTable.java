package dev.fettle.alert;

import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.time.Instant;

/// SQL of the table `delivery`.
final class DeliveryTable {
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
}
