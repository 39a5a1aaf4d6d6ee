package dev.fettle.trigger;

import dev.fettle.platform.Clock;
import dev.fettle.platform.FileId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Files that must be still for a while before they are due. Looked at only when one could be ripe.
final class Settling {
    private static final Duration NEVER = Duration.ofHours(1);

    private final Clock clock;
    private final Map<Path, Waiting> waiting = new HashMap<>();

    Settling(Clock clock) {
        this.clock = clock;
    }

    private record Waiting(FileId looks, Duration still, long ripeAt) {}

    /// One that waits already and looks the same has been still since then: whoever looks at a
    /// folder again and again would otherwise wait for ever.
    void add(Path file, FileId looks, Duration still) {
        var before = waiting.get(file);
        if (before != null && before.still().equals(still) && looks.unchanged(before.looks())) {
            return;
        }
        waiting.put(file, new Waiting(looks, still, clock.nanos() + still.toNanos()));
    }

    void remove(Path file) {
        waiting.remove(file);
    }

    void clear() {
        waiting.clear();
    }

    /// Takes out those that have been still for their time; the others begin it anew.
    List<Path> still() throws IOException {
        var ripe = new ArrayList<Path>();
        for (var path : List.copyOf(waiting.keySet())) {
            var each = waiting.get(path);
            if (each == null || clock.nanos() < each.ripeAt()) {
                continue;
            }
            var now = FileId.following(path);
            if (now.isEmpty()) {
                waiting.remove(path);
            } else if (now.get().unchanged(each.looks())) {
                waiting.remove(path);
                ripe.add(path);
            } else {
                add(path, now.get(), each.still());
            }
        }
        return ripe;
    }

    Duration untilNext() {
        long now = clock.nanos();
        return waiting.values().stream()
                .map(w -> Duration.ofNanos(Math.max(0, w.ripeAt() - now)))
                .min(Duration::compareTo)
                .orElse(NEVER);
    }
}
