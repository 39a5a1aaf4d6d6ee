package dev.fettle.alert;

import dev.fettle.channel.Delivery;
import dev.fettle.platform.Clock;
import dev.fettle.store.Sql;
import dev.fettle.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/// How those outside do that hear of the daemon or of runs. That one does not hear is no alert: it
/// tells by itself. Whoever looks is told. Thread-safe.
public final class PingStates {
    /// No channel has such a name.
    public static final String HEARTBEAT = "heartbeat:";

    private final Store store;
    private final Clock clock;

    public PingStates(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    public static String reportOf(String automation) {
        return "report:" + automation;
    }

    /// Why the last try was in vain; empty where it was not.
    public Optional<String> trouble(String whose) throws IOException {
        return store.<Optional<String>>read(sql ->
                ChannelTable.states(sql).stream()
                        .filter(state -> state.name().equals(whose))
                        .findFirst()
                        .flatMap(ChannelState::lastError));
    }

    /// Of an automation that is forgotten.
    public static void forget(Sql sql, String automation) throws SQLException {
        ChannelTable.forget(sql, reportOf(automation));
    }

    public static void rename(Sql sql, String from, String to) throws SQLException {
        ChannelTable.rename(sql, reportOf(from), reportOf(to));
    }

    /// Written only where it is otherwise than before.
    void note(String whose, Optional<String> trouble) throws IOException {
        if (!trouble(whose).equals(trouble)) {
            store.write(sql -> {
                ChannelTable.state(sql, whose, clock.now(), trouble);
                return true;
            });
        }
    }

    /// @return whether somebody has heard
    public boolean note(String whose, Delivery delivery) throws IOException {
        boolean heard = delivery instanceof Delivery.Delivered;
        note(whose, heard ? Optional.empty() : Optional.of(delivery.said()));
        return heard;
    }
}
