package dev.fettle.trigger;

import dev.fettle.automation.Automation;
import dev.fettle.environment.Need;
import dev.fettle.history.Lack;
import dev.fettle.platform.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// After a start or a wake, mounts and hosts get their time to come up: until then, that one is not
/// there is no failure, and what needs it waits. Thread-safe; asks nobody and never blocks.
final class ComingUp {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /// For so long what was found is true.
    private static final Duration GOOD_FOR = Duration.ofSeconds(10);

    private final Clock clock;
    private final Runnable wanted;
    private final Map<String, Automation> waiting = new HashMap<>();
    private final Map<String, Found> found = new HashMap<>();
    private long until;

    private record Found(Optional<Lack> lack, long at) {}

    /// @param wanted called when somebody begins to wait for an answer
    ComingUp(Clock clock, Runnable wanted) {
        this.clock = clock;
        this.wanted = wanted;
        this.until = clock.nanos();
    }

    /// What a run had better wait for.
    ///
    /// @param why what is missing; empty where nobody has looked yet
    record Wait(Optional<String> why) {}

    /// The machine has just come up, or Fettle has.
    synchronized void begin() {
        until = clock.nanos() + PATIENCE.toNanos();
        found.clear();
    }

    /// @return empty where its runs may start
    synchronized Optional<Wait> of(Automation automation) {
        if (isOver() || automation.definition().needs().stream().noneMatch(Need::comesBack)) {
            return Optional.empty();
        }
        var name = automation.name().text();
        var known =
                Optional.ofNullable(found.get(name))
                        .filter(f -> clock.nanos() - f.at() < GOOD_FOR.toNanos());
        if (known.map(f -> f.lack().isEmpty()).orElse(false)) {
            return Optional.empty();
        }
        if (waiting.put(name, automation) == null) {
            wanted.run();
        }
        return Optional.of(new Wait(known.flatMap(Found::lack).map(Lack::why)));
    }

    /// Those for which an answer is wanted.
    synchronized Set<Automation> waiting() {
        return Set.copyOf(waiting.values());
    }

    /// Somebody has looked.
    ///
    /// @return whether those that wait for it should ask again
    synchronized boolean found(Automation automation, Optional<Lack> lack) {
        var name = automation.name().text();
        if (!waiting.containsKey(name)) {
            return false;
        }
        var before = Optional.ofNullable(found.put(name, new Found(lack, clock.nanos())));
        if (lack.isEmpty() || isOver()) {
            waiting.remove(name);
            return true;
        }
        return before.isEmpty();
    }

    private boolean isOver() {
        return clock.nanos() - until >= 0;
    }
}
