package dev.fettle.trigger;

import dev.fettle.history.RunId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Spreads caught-up runs after a start or a wake: those of different automations start a second
/// apart, the first at once, and no more work at once than there are cores. By the monotonic clock.
final class Spread {
    private static final long APART_NANOS = Duration.ofSeconds(1).toNanos();

    private final int cores;
    private final Map<String, Long> begins = new HashMap<>();
    private final Set<RunId> working = new HashSet<>();
    private Optional<Long> last = Optional.empty();

    Spread(int cores) {
        this.cores = cores;
    }

    /// Whether the next caught-up run of this automation may start now; where it may not, it has
    /// its place in the row from now on.
    boolean mayStart(String automation, RunId run, long now) {
        long begin = begins.computeIfAbsent(automation, _ -> next(now));
        if (begin > now || working.size() >= cores) {
            return false;
        }
        working.add(run);
        return true;
    }

    private long next(long now) {
        long next = last.map(l -> Math.max(now, l + APART_NANOS)).orElse(now);
        last = Optional.of(next);
        return next;
    }

    void ended(RunId run) {
        working.remove(run);
    }

    /// Nothing of this automation is left to be caught up with.
    void leave(String automation) {
        begins.remove(automation);
    }

    /// Those that wait for their turn.
    Set<String> waiting() {
        return Set.copyOf(begins.keySet());
    }

    /// How long until the next one may start; empty where none waits for its time alone.
    Optional<Duration> untilNext(long now) {
        return working.size() >= cores
                ? Optional.empty()
                : begins.values().stream()
                        .filter(begin -> begin > now)
                        .min(Long::compare)
                        .map(begin -> Duration.ofNanos(begin - now));
    }
}
