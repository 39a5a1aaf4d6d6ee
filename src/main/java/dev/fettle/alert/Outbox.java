package dev.fettle.alert;

import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

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
    /// @return the message's number
    public static long add(
            Sql sql, Instant at, Message message, Collection<String> channels, Instant notBefore)
            throws SQLException {
        long seq = MessageTable.insert(sql, MessageId.random(), at, message);
        for (var channel : channels) {
            DeliveryTable.insert(sql, seq, channel, notBefore);
        }
        return seq;
    }

    /// Adds a message that has the same cause as others: where the first of those has not left yet,
    /// it goes in the same letter; where it has, whoever got it is told no more of that cause now.
    /// Channels that put nothing together are told of each at once.
    ///
    /// @param gathers whether a channel does
    /// @param first the thread of the first of them; empty where this is it
    /// @param until the first one waits for others until then
    public static void join(
            Sql sql,
            Instant at,
            Message message,
            Collection<String> channels,
            Predicate<String> gathers,
            Optional<String> first,
            Instant until)
            throws SQLException {
        long seq = MessageTable.insert(sql, MessageId.random(), at, message);
        for (var channel : channels) {
            if (!gathers.test(channel)) {
                DeliveryTable.insert(sql, seq, channel, at);
                continue;
            }
            var other =
                    first.isPresent()
                            ? DeliveryTable.first(sql, first.get(), channel)
                            : Optional.<DeliveryTable.First>empty();
            if (other.map(o -> !o.hasLeft()).orElse(true)) {
                var leaves = other.map(DeliveryTable.First::notBefore).orElse(until);
                DeliveryTable.insert(sql, seq, channel, leaves);
            }
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
