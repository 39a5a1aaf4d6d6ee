package dev.fettle.channel;

import java.time.Duration;
import java.util.Optional;

/// What came of one try.
public sealed interface Delivery {
    /// What the other side said, for the delivery log.
    String said();

    /// It is there.
    ///
    /// @param receipt the name under which the other side keeps it
    record Delivered(String said, Optional<String> receipt) implements Delivery {}

    /// Not now.
    ///
    /// @param after how long the other side wants to be left alone
    record TryAgain(String said, Optional<Duration> after) implements Delivery {}

    /// Not like this, however often: somebody has to change something.
    record Refused(String said) implements Delivery {}

    static Delivery delivered(String said) {
        return new Delivered(said, Optional.empty());
    }

    static Delivery tryAgain(String why) {
        return new TryAgain(why, Optional.empty());
    }
}
