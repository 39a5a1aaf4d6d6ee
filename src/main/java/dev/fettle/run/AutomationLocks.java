package dev.fettle.run;

import dev.fettle.platform.FileLock;
import dev.fettle.store.StateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// One lock per automation over all processes: who holds it carries out its runs. Within the
/// process several runs may share it. Thread-safe.
final class AutomationLocks {
    private final StateFolder state;
    private final Map<String, Shared> held = new HashMap<>();

    AutomationLocks(StateFolder state) {
        this.state = state;
    }

    /// @param fresh whether the process had to take it: whatever is unfinished was left by another
    record Held(AutomationLocks locks, String automation, boolean fresh) implements AutoCloseable {
        @Override
        public void close() {
            locks.release(automation);
        }
    }

    /// Empty where another process holds it, or somebody here alone.
    synchronized Optional<Held> tryTake(String automation) throws IOException {
        var shared = held.get(automation);
        if (shared != null) {
            if (shared.alone) {
                return Optional.empty();
            }
            shared.holders++;
            return Optional.of(new Held(this, automation, false));
        }
        return takeFresh(automation, false);
    }

    /// The same for one who shares it with nobody: while he holds it, nothing of the automation is
    /// started or recorded anywhere.
    synchronized Optional<Held> tryTakeAlone(String automation) throws IOException {
        return held.containsKey(automation) ? Optional.empty() : takeFresh(automation, true);
    }

    private Optional<Held> takeFresh(String automation, boolean alone) throws IOException {
        RunFolder.makePrivate(state.locks());
        var lock = FileLock.tryLock(file(automation));
        lock.ifPresent(l -> held.put(automation, new Shared(l, alone)));
        return lock.map(_ -> new Held(this, automation, true));
    }

    boolean isHeld(String automation) throws IOException {
        return FileLock.holder(file(automation)).isPresent();
    }

    private synchronized void release(String automation) {
        var shared = held.get(automation);
        if (shared != null && --shared.holders == 0) {
            held.remove(automation);
            shared.lock.close();
        }
    }

    private Path file(String automation) {
        return state.locks().resolve(automation + ".lock");
    }

    private static final class Shared {
        private final FileLock lock;
        private final boolean alone;
        private int holders = 1;

        Shared(FileLock lock, boolean alone) {
            this.lock = lock;
            this.alone = alone;
        }
    }
}
