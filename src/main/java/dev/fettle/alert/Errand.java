package dev.fettle.alert;

import dev.fettle.automation.Settings;
import dev.fettle.platform.Clock;
import dev.fettle.platform.FileLock;
import dev.fettle.secret.Vault;
import dev.fettle.store.StateFolder;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Sends what is due in the outbox, once, for a process that does not stay.
public final class Errand {
    private final Store store;
    private final StateFolder state;
    private final Clock clock;
    private final Dispatch dispatch;
    private final Consumer<Throwable> trouble;

    public Errand(
            Store store,
            StateFolder state,
            Path home,
            Clock clock,
            Settings settings,
            Consumer<Throwable> trouble) {
        this.store = store;
        this.state = state;
        this.clock = clock;
        this.trouble = trouble;
        dispatch = new Dispatch(store, clock, () -> settings, new Vault(state), home);
    }

    /// Where another process has the outbox in hand and lives, that one sends.
    ///
    /// @param ofTheHung whether whoever has it in hand is known to be hung: then what it has not
    ///   claimed is sent here
    public void run(boolean ofTheHung, Duration patience) throws IOException, InterruptedException {
        var lock = Dispatch.takeOutbox(store, state.outboxLock());
        try {
            if (lock.isPresent() || ofTheHung) {
                sendAll(patience);
            }
        } finally {
            lock.ifPresent(FileLock::close);
        }
    }

    private void sendAll(Duration patience) throws IOException, InterruptedException {
        long end = clock.nanos() + patience.toNanos();
        var senders = new ArrayList<Thread>();
        for (var channel : store.<List<String>>read(DeliveryTable::channels)) {
            senders.add(
                    Thread.ofVirtual().start(() -> dispatch.sendAll(channel, () -> true, trouble)));
        }
        for (var sender : senders) {
            sender.join(Duration.ofNanos(Math.max(1, end - clock.nanos())));
        }
        senders.forEach(Thread::interrupt);
    }
}
