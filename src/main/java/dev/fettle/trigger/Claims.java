package dev.fettle.trigger;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Inputs that somebody in this process is at, so that a run by hand and the watch never take the
/// same one. Thread-safe.
public final class Claims {
    private final Set<Claim> claimed = ConcurrentHashMap.newKeySet();

    private record Claim(String automation, Path input) {}

    boolean take(String automation, Path input) {
        return claimed.add(new Claim(automation, input));
    }

    void give(String automation, Path input) {
        claimed.remove(new Claim(automation, input));
    }
}
