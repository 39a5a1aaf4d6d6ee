package dev.fettle.alert;

import dev.fettle.alert.Message.Kind;
import dev.fettle.alert.Message.Section;
import dev.fettle.alert.Message.Urgency;
import dev.fettle.automation.Settings;
import dev.fettle.channel.Around;
import dev.fettle.channel.Delivery;
import dev.fettle.platform.Clock;
import dev.fettle.platform.Machine;
import dev.fettle.secret.Opened;
import dev.fettle.secret.Vault;
import dev.fettle.store.StateFolder;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Sends a test through a channel and says at once what came of it. It goes past the outbox: nobody
/// wants to get a test hours later.
public final class ChannelTrial {
    private ChannelTrial() {}

    /// @param name one of those that the settings know
    public static Delivery send(
            Store store, StateFolder state, Path home, Clock clock, Settings settings, String name)
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
                        message(name, host),
                        now,
                        Instant.EPOCH,
                        0,
                        Duration.ZERO,
                        Optional.empty(),
                        Optional.empty());
        var letter =
                new Composition(host, opened.redaction()::of)
                        .letter(id + "@" + host, List.of(row), List.of());
        var channel = Optional.ofNullable(settings.channels().get(name)).orElseThrow();
        long start = clock.nanos();
        var delivery =
                Dispatch.clean(
                        Dispatch.send(channel, letter, new Around(host, home, opened::value)),
                        opened);
        var took = Duration.ofNanos(clock.nanos() - start);
        boolean sent = delivery instanceof Delivery.Delivered;
        store.write(sql -> {
            ChannelTable.log(
                    sql,
                    now,
                    name,
                    letter.id(),
                    letter.subject(),
                    delivery.getClass().getSimpleName(),
                    took,
                    delivery.said());
            ChannelTable.state(
                    sql, name, clock.now(), sent ? Optional.empty() : Optional.of(delivery.said()));
            return true;
        });
        return delivery;
    }

    private static Message message(String name, String host) {
        return new Message(
                Kind.TEST,
                Optional.empty(),
                Optional.empty(),
                Urgency.NORMAL,
                "a test",
                "This is a test: the channel %s works.".formatted(name),
                List.of(
                        new Section(
                                "",
                                "When one of your automations on %s stops working, you will be told like this."
                                        .formatted(host),
                                false)),
                Optional.empty());
    }
}
