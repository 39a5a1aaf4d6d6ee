package dev.fettle.alert;

import dev.fettle.alert.Message.Kind;
import dev.fettle.alert.Message.Urgency;
import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Tells notices: each once, through the same outbox as alerts. They open no incident, and wake
/// nobody: quiet hours hold them, whatever they are about.
public final class Notices {
    private Notices() {}

    /// Tells it within the caller's transaction, unless it was told before.
    ///
    /// @param at when it happened
    /// @return whether it is told now
    public static boolean tell(Sql sql, Instant at, Notice notice, Told told) throws SQLException {
        if (NoticeTable.toldAt(sql, notice.key()).isPresent()) {
            return false;
        }
        add(sql, at, notice, told);
        return true;
    }

    /// The same for what may happen again: told unless it was within the last `rest`.
    public static boolean tell(Sql sql, Instant at, Notice notice, Told told, Duration rest)
            throws SQLException {
        var before = NoticeTable.toldAt(sql, notice.key());
        // Where the clock was set back, what was told in the future keeps nothing silent.
        if (before.map(b -> Duration.between(b, at).abs().compareTo(rest) < 0).orElse(false)) {
            return false;
        }
        add(sql, at, notice, told);
        return true;
    }

    /// Whatever was told of an automation may be told again, of one that has its name.
    public static void forget(Sql sql, String automation) throws SQLException {
        NoticeTable.forget(sql, automation);
    }

    /// What was told of an automation was told of it under its new name.
    public static void rename(Sql sql, String from, String to) throws SQLException {
        NoticeTable.rename(sql, from, to);
    }

    private static void add(Sql sql, Instant at, Notice notice, Told told) throws SQLException {
        NoticeTable.put(sql, notice.key(), notice.automation(), at);
        var message =
                new Message(
                        Kind.NOTICE,
                        notice.automation(),
                        Optional.empty(),
                        told.urgency() == Urgency.HIGH ? Urgency.NORMAL : told.urgency(),
                        notice.subject(),
                        notice.lead(),
                        notice.sections(),
                        told.link());
        Outbox.add(sql, at, message, told.channels(), at);
    }
}
