package dev.fettle.run;

import java.time.Duration;

/// How the attempts of a run ended.
sealed interface Exit {
    record Clean() implements Exit {}

    record Code(int code) implements Exit {}

    record TookTooLong(Duration limit) implements Exit {}

    record Cancelled() implements Exit {}

    /// No status was left behind.
    record Vanished(String why) implements Exit {}

    static Exit of(int status) {
        return status == 0 ? new Clean() : new Code(status);
    }
}
