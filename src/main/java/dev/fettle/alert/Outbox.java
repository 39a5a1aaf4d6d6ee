package dev.fettle.alert;

import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;

/// Messages on their way: rows that are committed together with whatever is to be told, and that
/// lead a life of their own from then on. What is in the outbox arrives, or is shown as dead.
///
/// Senders add one message for each thing that happened. What is due for the same channel at the
/// same time goes out as one (at most one mail in ten seconds tells of what opened), and what is
/// not urgent waits for the end of quiet hours: both are the outbox's business.
public final class Outbox {
    private Outbox() {}

    /// Adds a message within the caller's transaction.
    ///
    /// @param at when it happened; the message is marked with it, however late it leaves
    /// @param channels by name; with none it is kept, and nobody is told
    public static void add(
            Sql sql, Instant at, Message message, Collection<String> channels, Instant notBefore)
            throws SQLException {
        long seq = MessageTable.insert(sql, MessageId.random(), at, message);
        for (var channel : channels) {
            DeliveryTable.insert(sql, seq, channel, notBefore);
        }
    }

    /// Takes back what has not left yet of a thread, for instance since all is well again before
    /// anybody was told.
    ///
    /// @return whether nothing of it had left through any channel, nor may have
    public static boolean takeBack(Sql sql, String thread, Instant now) throws SQLException {
        DeliveryTable.takeBack(sql, thread, now);
        return !DeliveryTable.hasLeft(sql, thread);
    }
}
