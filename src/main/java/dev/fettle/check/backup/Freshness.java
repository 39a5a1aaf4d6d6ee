package dev.fettle.check.backup;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How old the newest of a source may be.
///
/// @param stated by the user
/// @param isOfHere whether this machine makes it: its sleep is no delay, and what its own run was
///   to make is not older than that
record Freshness(Duration stated, boolean isOfHere, Around around) {
    /// Programs tell times by the second, and clocks are set while they work.
    private static final Duration TOLERATED = Duration.ofSeconds(10);

    boolean isOver(Instant made) throws IOException {
        return isOfHere
                ? around.isOver(made, stated)
                : Duration.between(made, around.now()).compareTo(stated) > 0;
    }

    /// When the run began that was to make it, where it was made before that.
    Optional<Instant> madeBeforeRun(Instant made) {
        return isOfHere
                ? around.hours().begun().filter(made.plus(TOLERATED)::isBefore)
                : Optional.empty();
    }
}
