package dev.fettle.trigger;

import dev.fettle.platform.Inotify;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// One inotify instance for all watched folders. Its thread does nothing but hand events over, so
/// that the kernel's queue is emptied at the kernel's pace. Thread-safe.
public final class WatchHub implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Two listeners to one folder may want different things: neither takes from the other.
    private static final int IN_MASK_ADD = 0x20000000;

    private final Inotify inotify;
    private final Thread reader;
    private final Map<Integer, Set<Watcher>> watchers = new HashMap<>();
    private volatile boolean closed;

    public WatchHub(Consumer<Throwable> trouble) throws IOException {
        inotify = new Inotify();
        reader = Thread.ofPlatform().daemon().name("inotify").start(() -> readAll(trouble));
    }

    /// What a watcher hears.
    public interface Listener {
        /// Something happened to `name` in the folder that it watches.
        void event(Path folder, Inotify.Event event);

        /// The kernel's queue was full: anything may have happened.
        void overflow();
    }

    /// One folder watched for one listener.
    public record Watcher(int watch, Path folder, Listener listener) {}

    /// @throws dev.fettle.platform.WatchLimit where the machine allows no more watches
    public Watcher add(Path folder, int mask, Listener listener) throws IOException {
        synchronized (watchers) {
            // The kernel gives the same number for the same folder: two automations may share it.
            int watch = inotify.watch(folder, mask | IN_MASK_ADD);
            var watcher = new Watcher(watch, folder, listener);
            watchers.computeIfAbsent(watch, _ -> new HashSet<>()).add(watcher);
            return watcher;
        }
    }

    public void remove(Watcher watcher) throws IOException {
        synchronized (watchers) {
            var set = watchers.get(watcher.watch());
            if (set != null && set.remove(watcher) && set.isEmpty()) {
                watchers.remove(watcher.watch());
                inotify.unwatch(watcher.watch());
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        inotify.close();
        reader.interrupt();
    }

    private void readAll(Consumer<Throwable> trouble) {
        while (!closed) {
            try {
                for (var event : inotify.read(PATIENCE)) {
                    handOver(event);
                }
            } catch (IOException | RuntimeException e) {
                if (!closed) {
                    trouble.accept(e);
                }
            }
        }
    }

    private void handOver(Inotify.Event event) {
        Set<Watcher> listening;
        synchronized (watchers) {
            if (event.overflow()) {
                listening = new HashSet<>();
                watchers.values().forEach(listening::addAll);
            } else {
                listening = Set.copyOf(watchers.getOrDefault(event.watch(), Set.of()));
                if (event.ignored()) {
                    watchers.remove(event.watch());
                }
            }
        }
        for (var watcher : listening) {
            if (event.overflow()) {
                watcher.listener().overflow();
            } else {
                watcher.listener().event(watcher.folder(), event);
            }
        }
    }
}
