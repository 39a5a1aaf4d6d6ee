package dev.fettle.alert;

import dev.fettle.channel.Around;
import dev.fettle.channel.Channel;
import dev.fettle.channel.Delivery;
import dev.fettle.channel.Letter;
import dev.fettle.platform.Clock;
import dev.fettle.platform.Machine;
import dev.fettle.secret.Opened;
import dev.fettle.secret.Vault;
import dev.fettle.store.StateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Tells one thing at once and past the outbox: once, and without the store.
public final class Direct {
    private Direct() {}

    /// What was sent, and what came of it.
    record Sent(Letter letter, Delivery delivery) {}

    /// @return whether it arrived
    public static boolean tell(
            StateFolder state, Path home, Clock clock, Channel channel, Message message)
            throws IOException, InterruptedException {
        return send(state, home, clock, channel, message).delivery() instanceof Delivery.Delivered;
    }

    static Sent send(StateFolder state, Path home, Clock clock, Channel channel, Message message)
            throws IOException, InterruptedException {
        var host = Machine.hostname();
        var opened = Opened.of(new Vault(state));
        var now = clock.now();
        var id = MessageId.random().text();
        var row =
                new Waiting(
                        0,
                        id,
                        now,
                        message,
                        now,
                        Instant.EPOCH,
                        0,
                        Duration.ZERO,
                        Optional.empty(),
                        Optional.empty());
        var letter =
                new Composition(host, opened.redaction()::of)
                        .letter(id + "@" + host, List.of(row), List.of());
        var delivery = Dispatch.send(channel, letter, new Around(host, home, opened::value));
        return new Sent(letter, Dispatch.clean(delivery, opened));
    }
}
