package dev.fettle.schedule;

import java.time.Duration;
import java.time.Instant;

/// What one text says about when it is due.
sealed interface Cadence {

    /// By the clock on the wall: cron, and the plain forms that name a time of day.
    record ByCalendar(Calendar calendar) implements Cadence {}

    /// At anchor + n · period, whatever the clock on the wall does.
    record Every(Duration period) implements Cadence {
        static final Duration SHORTEST = Duration.ofSeconds(1);

        public Every {
            if (period.compareTo(SHORTEST) < 0) {
                throw new IllegalArgumentException("more often than each second: " + period);
            }
        }

        /// The first one later than `moment`. The anchor itself is none: what is due every hour is
        /// due for the first time an hour after it was written.
        Instant after(Instant moment, Instant anchor) {
            if (moment.isBefore(anchor)) {
                return anchor.plus(period);
            }
            return anchor.plus(period.multipliedBy(passed(moment, anchor) + 1));
        }

        /// How many have been due up to this moment.
        long passed(Instant moment, Instant anchor) {
            return moment.isBefore(anchor) ? 0 : Duration.between(anchor, moment).dividedBy(period);
        }
    }

    /// Once after each boot of the machine.
    record AtBoot() implements Cadence {}
}
