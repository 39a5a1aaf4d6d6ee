package dev.fettle.daemon;

import dev.fettle.platform.Clock;
import java.time.Duration;
import java.time.Instant;

/// Tells whether the wall clock was set by more than a day, against the clock that nobody can set.
/// A sleep of the machine for so long looks the same, and is treated with the same care.
final class SteadyTime {
    private static final Duration STEP = Duration.ofDays(1);

    private final Clock clock;
    private Instant beginning;

    SteadyTime(Clock clock) {
        this.clock = clock;
        this.beginning = beginning();
    }

    /// Since it was asked last.
    boolean isSteady() {
        var before = beginning;
        beginning = beginning();
        return Duration.between(before, beginning).abs().compareTo(STEP) <= 0;
    }

    /// When the monotonic clock began, by the wall clock: the same at every moment, unless one of
    /// them is set.
    private Instant beginning() {
        return clock.now().minusNanos(clock.nanos());
    }
}
