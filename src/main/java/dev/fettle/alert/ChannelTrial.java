package dev.fettle.alert;

import dev.fettle.alert.Message.Kind;
import dev.fettle.alert.Message.Section;
import dev.fettle.alert.Message.Urgency;
import dev.fettle.automation.Settings;
import dev.fettle.channel.Delivery;
import dev.fettle.platform.Clock;
import dev.fettle.platform.Machine;
import dev.fettle.store.StateFolder;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
        var now = clock.now();
        long start = clock.nanos();
        var channel = Optional.ofNullable(settings.channels().get(name)).orElseThrow();
        var sent = Direct.send(state, home, clock, channel, message(name, Machine.hostname()));
        var took = Duration.ofNanos(clock.nanos() - start);
        var delivery = sent.delivery();
        boolean delivered = delivery instanceof Delivery.Delivered;
        store.write(sql -> {
            ChannelTable.log(
                    sql,
                    now,
                    name,
                    sent.letter().id(),
                    sent.letter().subject(),
                    delivery.getClass().getSimpleName(),
                    took,
                    delivery.said());
            ChannelTable.state(
                    sql,
                    name,
                    clock.now(),
                    delivered ? Optional.empty() : Optional.of(delivery.said()));
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
