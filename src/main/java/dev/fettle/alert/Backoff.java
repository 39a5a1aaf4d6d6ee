package dev.fettle.alert;

import java.time.Duration;
import java.util.List;

/// When what could not be delivered is tried again, and when no more.
final class Backoff {
    private static final List<Duration> FIRST =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(60));
    private static final Duration LONGEST = Duration.ofHours(1);

    /// Of the time in which it was tried: a laptop that sleeps for a week has not given up.
    static final Duration DEAD_AFTER = Duration.ofDays(3);

    /// More does not count at once: then Fettle did not live, and tried nothing.
    static final Duration LONGEST_COUNTED = LONGEST.multipliedBy(2);

    private Backoff() {}

    /// @param tries that were in vain, from 1
    static Duration after(int tries) {
        if (tries <= FIRST.size()) {
            return FIRST.get(Math.max(tries, 1) - 1);
        }
        int doublings = tries - FIRST.size();
        var pause = FIRST.getLast();
        while (doublings-- > 0 && pause.compareTo(LONGEST) < 0) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
