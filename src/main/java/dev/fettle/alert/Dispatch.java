package dev.fettle.alert;

import dev.fettle.automation.Settings;
import dev.fettle.channel.Around;
import dev.fettle.channel.Channel;
import dev.fettle.channel.Delivery;
import dev.fettle.channel.Letter;
import dev.fettle.notation.UserError;
import dev.fettle.platform.Clock;
import dev.fettle.platform.FileLock;
import dev.fettle.platform.Machine;
import dev.fettle.secret.Opened;
import dev.fettle.secret.Vault;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Takes messages from the outbox to their channel: claims them, sends them as one letter, writes
/// down what came of it. Used by one process at a time ([Postman]), and there by one thread for
/// each channel.
final class Dispatch {
    private final Store store;
    private final Clock clock;
    private final Supplier<Settings> settings;
    private final Vault vault;
    private final Path home;
    private final Map<String, Instant> lastSent = new ConcurrentHashMap<>();

    Dispatch(Store store, Clock clock, Supplier<Settings> settings, Vault vault, Path home) {
        this.store = store;
        this.clock = clock;
        this.settings = settings;
        this.vault = vault;
        this.home = home;
    }

    /// The outbox, if no other process has it in hand: what was claimed by one that is dead goes
    /// again.
    static Optional<FileLock> takeOutbox(Store store, Path lockFile) throws IOException {
        var lock = FileLock.tryLock(lockFile);
        if (lock.isPresent()) {
            store.write(sql -> {
                DeliveryTable.startAnew(sql);
                return true;
            });
        }
        return lock;
    }

    /// Sends what is due at this channel, one letter after the other; ends when interrupted.
    ///
    /// @param goesOn asked before each letter
    void sendAll(String channel, BooleanSupplier goesOn, Consumer<Throwable> trouble) {
        try {
            while (goesOn.getAsBoolean() && turn(channel) instanceof Turn.Now(var together)) {
                send(channel, together);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the next one goes on
        } catch (IOException | RuntimeException | LinkageError e) {
            trouble.accept(e);
        }
    }

    /// What is to be done at this channel now.
    Turn turn(String channel) throws IOException {
        var waiting = store.read(sql -> DeliveryTable.waiting(sql, channel));
        return Turn.of(
                waiting,
                clock.now(),
                Optional.ofNullable(lastSent.get(channel)),
                channel(channel).map(Channel::gathers).orElse(true),
                message -> heldUntil(message, clock.now(), settings.get()));
    }

    /// Quiet hours hold what is not urgent; a drill is made by somebody who waits for it.
    private static Optional<Instant> heldUntil(Message message, Instant now, Settings settings) {
        boolean passes =
                message.urgency() == Message.Urgency.HIGH || message.kind() == Message.Kind.DRILL;
        return passes
                ? Optional.empty()
                : settings.quiet().flatMap(quiet -> quiet.end(now, settings.zone()));
    }

    /// Sends these as one letter.
    private void send(String channel, List<Waiting> together)
            throws IOException, InterruptedException {
        var opened = Opened.of(vault);
        var host = Machine.hostname();
        var parcel = together.getFirst().parcel().orElseGet(() -> parcel(together, host));
        var counted = new Waiting.Counted(Machine.bootId(), clock.nanos());
        List<Waiting> claimed =
                store.write(sql -> {
                    var mine = new ArrayList<Waiting>();
                    for (var row : together) {
                        if (DeliveryTable.claim(sql, row, parcel, counted)) {
                            mine.add(row);
                        }
                    }
                    return mine;
                });
        if (claimed.isEmpty()) {
            return; // taken back
        }
        var letter =
                new Composition(host, opened.redaction()::of)
                        .letter(parcel, claimed, earlier(channel, claimed));
        long start = clock.nanos();
        var delivery =
                clean(delivery(channel, letter, new Around(host, home, opened::value)), opened);
        record(channel, letter, claimed, delivery, Duration.ofNanos(clock.nanos() - start));
    }

    private static String parcel(List<Waiting> together, String host) {
        var id = together.size() == 1 ? together.getFirst().id() : MessageId.random().text();
        return id + "@" + host;
    }

    private List<DeliveryTable.Earlier> earlier(String channel, List<Waiting> rows)
            throws IOException {
        var thread = rows.getFirst().message().thread();
        if (rows.size() > 1 || thread.isEmpty()) {
            return List.of(); // a gathered letter begins anew
        }
        return store.read(sql -> DeliveryTable.earlier(sql, channel, thread.get()));
    }

    private Delivery delivery(String name, Letter letter, Around around)
            throws InterruptedException {
        var channel = channel(name);
        if (channel.isEmpty()) {
            return Delivery.tryAgain("there is no channel %s in fettle.yaml".formatted(name));
        }
        return send(channel.get(), letter, around);
    }

    private Optional<Channel> channel(String name) {
        return Optional.ofNullable(settings.get().channels().get(name));
    }

    static Delivery send(Channel channel, Letter letter, Around around)
            throws InterruptedException {
        try {
            return channel.send(letter, around);
        } catch (UserError | Around.MissingSecret e) {
            return Delivery.tryAgain(String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            return Delivery.tryAgain("an error in Fettle itself: " + e);
        }
    }

    /// What servers say may repeat what they were told.
    static Delivery clean(Delivery delivery, Opened opened) {
        var redaction = opened.redaction();
        return switch (delivery) {
            case Delivery.Delivered(var said, var receipt) ->
                    new Delivery.Delivered(redaction.of(said), receipt);
            case Delivery.TryAgain(var said, var after) ->
                    new Delivery.TryAgain(redaction.of(said), after);
            case Delivery.Refused(var said) -> new Delivery.Refused(redaction.of(said));
        };
    }

    private void record(
            String channel, Letter letter, List<Waiting> rows, Delivery delivery, Duration took)
            throws IOException {
        var now = clock.now();
        var counted = new Waiting.Counted(Machine.bootId(), clock.nanos());
        var settings = this.settings.get();
        store.write(sql -> {
            ChannelTable.log(
                    sql,
                    now,
                    channel,
                    letter.id(),
                    letter.subject(),
                    delivery.getClass().getSimpleName(),
                    took,
                    delivery.said());
            boolean sent = delivery instanceof Delivery.Delivered;
            if (delivery instanceof Delivery.Refused refused) {
                Refusal.tell(sql, now, channel, refused.said(), rows, settings.channels().keySet());
            }
            ChannelTable.state(
                    sql, channel, now, sent ? Optional.empty() : Optional.of(delivery.said()));
            for (var row : rows) {
                switch (delivery) {
                    case Delivery.Delivered(var said, var receipt) ->
                            DeliveryTable.end(sql, row.seq(), "sent", now, said, receipt);
                    case Delivery.Refused(var said) ->
                            DeliveryTable.end(
                                    sql, row.seq(), "refused", now, said, Optional.empty());
                    case Delivery.TryAgain(var said, var after) -> {
                        var trying = row.tryingUntil(counted.boot(), counted.nanos());
                        if (trying.compareTo(Backoff.DEAD_AFTER) >= 0) {
                            DeliveryTable.end(sql, row.seq(), "dead", now, said, Optional.empty());
                        } else {
                            var pause = Backoff.after(row.tries() + 1);
                            var asked = after.orElse(Duration.ZERO);
                            var next = now.plus(pause.compareTo(asked) > 0 ? pause : asked);
                            DeliveryTable.postpone(sql, row.seq(), next, trying, counted, said);
                        }
                    }
                }
            }
            return true;
        });
        if (delivery instanceof Delivery.Delivered) {
            lastSent.put(channel, now);
        }
    }
}
