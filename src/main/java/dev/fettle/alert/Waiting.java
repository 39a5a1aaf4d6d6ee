package dev.fettle.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A message that waits for its turn at a channel: a row of the outbox.
///
/// @param id the message's
/// @param at when it happened
/// @param tries so far
/// @param trying for how long it has been tried
/// @param counted the moment up to which `trying` counts: a boot, and its monotonic nanoseconds
/// @param parcel the name under which it was tried before, alone or with others
record Waiting(
        long seq,
        String id,
        Instant at,
        Message message,
        Instant notBefore,
        Instant tryAt,
        int tries,
        Duration trying,
        Optional<Counted> counted,
        Optional<String> parcel) {

    record Counted(String boot, long nanos) {}

    Instant due() {
        return notBefore.isAfter(tryAt) ? notBefore : tryAt;
    }

    /// For how long it will have been tried at this moment of this boot.
    Duration tryingUntil(String boot, long nanos) {
        long since =
                counted.isPresent() && counted.get().boot().equals(boot)
                        ? nanos - counted.get().nanos()
                        : counted.isPresent() ? nanos : 0;
        var more = Duration.ofNanos(Math.max(since, 0));
        return trying.plus(
                more.compareTo(Backoff.LONGEST_COUNTED) < 0 ? more : Backoff.LONGEST_COUNTED);
    }
}
