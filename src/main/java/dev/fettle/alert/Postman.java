package dev.fettle.alert;

import dev.fettle.automation.Settings;
import dev.fettle.platform.Bell;
import dev.fettle.platform.Clock;
import dev.fettle.platform.FileLock;
import dev.fettle.platform.Rounds;
import dev.fettle.secret.Vault;
import dev.fettle.store.StateFolder;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Empties the outbox for as long as it lives: each channel in a thread of its own, so that one
/// that is dead holds up no other. Of all processes one does it at a time.
public final class Postman implements AutoCloseable {
    /// A process without a daemon's ear may have added something, and the machine may have slept.
    private static final Duration LONGEST_REST = Duration.ofSeconds(30);

    private static final Duration LAST_MOMENT = Duration.ofSeconds(1);
    private static final Duration BETWEEN_TRIES_FOR_THE_LOCK = Duration.ofSeconds(1);

    private final Store store;
    private final Clock clock;
    private final Path lockFile;
    private final Dispatch dispatch;
    private final Consumer<Throwable> trouble;
    private final Rounds rounds;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Set<Thread> senders = ConcurrentHashMap.newKeySet();
    private final Bell bell = new Bell();
    private volatile boolean closing;
    private Optional<FileLock> lock = Optional.empty();

    public Postman(
            Store store,
            StateFolder state,
            Path home,
            Clock clock,
            Supplier<Settings> settings,
            Consumer<Throwable> trouble) {
        this.store = store;
        this.clock = clock;
        this.trouble = trouble;
        lockFile = state.outboxLock();
        dispatch = new Dispatch(store, clock, settings, new Vault(state), home);
        rounds = new Rounds(Thread.ofVirtual().name("outbox"), clock, trouble, this::round);
    }

    public void start() {
        rounds.start();
    }

    /// Something was added.
    public void ring() {
        bell.ring();
    }

    /// What is being sent has a moment to be told apart from what is not; the rest stays claimed,
    /// and goes again after the next start.
    @Override
    public void close() throws IOException {
        closing = true;
        rounds.close();
        try {
            for (var sender : senders) {
                sender.join(LAST_MOMENT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        senders.forEach(Thread::interrupt);
        synchronized (this) {
            lock.ifPresent(FileLock::close);
        }
    }

    private void round() throws IOException, InterruptedException {
        if (!holdsLock()) {
            clock.sleep(BETWEEN_TRIES_FOR_THE_LOCK);
            return;
        }
        var next = clock.now().plus(LONGEST_REST);
        for (var channel : store.<List<String>>read(DeliveryTable::channels)) {
            if (busy.contains(channel)) {
                continue;
            }
            switch (dispatch.turn(channel)) {
                case Turn.Now _ -> sendAll(channel);
                case Turn.Later(Instant when) -> next = when.isBefore(next) ? when : next;
                case Turn.Nothing() -> {}
            }
        }
        var _ = bell.rest(Duration.between(clock.now(), next).plusMillis(1));
    }

    private synchronized boolean holdsLock() throws IOException {
        if (lock.isEmpty()) {
            lock = Dispatch.takeOutbox(store, lockFile);
        }
        return lock.isPresent();
    }

    private void sendAll(String channel) {
        busy.add(channel);
        var sender =
                Thread.ofVirtual()
                        .name("channel-" + channel)
                        .unstarted(() -> {
                            try {
                                dispatch.sendAll(channel, () -> !closing, trouble);
                            } finally {
                                busy.remove(channel);
                                senders.remove(Thread.currentThread());
                                ring();
                            }
                        });
        senders.add(sender);
        sender.start();
    }
}
