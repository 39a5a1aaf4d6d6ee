package dev.fettle.trigger;

import dev.fettle.platform.Clock;
import dev.fettle.platform.Inotify;
import dev.fettle.platform.Rounds;
import dev.fettle.platform.WatchLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// One inotify instance for all watched folders. Its thread does nothing but hand events over, so
/// that the kernel's queue is emptied at the kernel's pace. Where the machine gives no instance,
/// every [#add] is refused, and whoever asks looks from time to time. Thread-safe.
public final class WatchHub implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Two listeners to one folder may want different things: neither takes from the other.
    private static final int IN_MASK_ADD = 0x20000000;

    private final Optional<Inotify> inotify;
    private final Optional<WatchLimit> refusal;
    private final Map<Integer, Set<Watcher>> watchers = new HashMap<>();
    private final Rounds rounds;

    public WatchHub(Clock clock, Consumer<Throwable> trouble) throws IOException {
        Optional<Inotify> opened = Optional.empty();
        Optional<WatchLimit> refused = Optional.empty();
        try {
            opened = Optional.of(new Inotify());
        } catch (WatchLimit e) {
            refused = Optional.of(e);
        }
        inotify = opened;
        refusal = refused;
        rounds =
                new Rounds(
                        Thread.ofPlatform().daemon().name("inotify"),
                        clock,
                        e -> missed(e, trouble),
                        this::read);
        if (inotify.isPresent()) {
            rounds.start();
        }
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
        if (inotify.isEmpty()) {
            throw refusal.orElseThrow();
        }
        synchronized (watchers) {
            // The kernel gives the same number for the same folder: two automations may share it.
            int watch = inotify.get().watch(folder, mask | IN_MASK_ADD);
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
                inotify.orElseThrow().unwatch(watcher.watch());
            }
        }
    }

    @Override
    public void close() {
        rounds.close();
        inotify.ifPresent(Inotify::close);
    }

    private void read() throws IOException {
        for (var event : inotify.orElseThrow().read(PATIENCE)) {
            handOver(event);
        }
    }

    /// What was read and not handed over is gone: everybody has to look.
    private void missed(Throwable e, Consumer<Throwable> trouble) {
        trouble.accept(e);
        all().forEach(watcher -> watcher.listener().overflow());
    }

    private Set<Watcher> all() {
        synchronized (watchers) {
            var all = new HashSet<Watcher>();
            watchers.values().forEach(all::addAll);
            return all;
        }
    }

    private void handOver(Inotify.Event event) {
        if (event.overflow()) {
            all().forEach(watcher -> watcher.listener().overflow());
            return;
        }
        Set<Watcher> listening;
        synchronized (watchers) {
            listening = Set.copyOf(watchers.getOrDefault(event.watch(), Set.of()));
            if (event.ignored()) {
                watchers.remove(event.watch());
            }
        }
        for (var watcher : listening) {
            watcher.listener().event(watcher.folder(), event);
        }
    }
}
