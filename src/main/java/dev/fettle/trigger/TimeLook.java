package dev.fettle.trigger;

import dev.fettle.history.Event;
import dev.fettle.notation.Wording;
import dev.fettle.platform.Clock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells sleep, a clock that was set, and standing still from each other, by three clocks: the one
/// on the wall, the monotonic one, which stands still while the machine sleeps, and the time since
/// boot, which does not.
final class TimeLook {
    /// Clocks are read one after another, and the time since boot is told in hundredths.
    private static final Duration NOTHING = Duration.ofMillis(500);

    /// A busy machine is no event.
    private static final Duration STALL = Duration.ofSeconds(2);

    private static final String STEP = "step";
    private static final long AT_ONCE_NANOS = 50_000_000;
    private static final int MOST_TRIES = 5;

    private final Clock clock;
    private Reading last;

    TimeLook(Clock clock) throws IOException {
        this.clock = clock;
        this.last = reading();
    }

    private record Reading(Instant wall, Duration monotonic, Duration sinceBoot) {}

    /// What happened to time between two looks.
    ///
    /// @param absence why slots passed unseen, in words
    /// @param clockSet whether the clock on the wall was
    record Between(List<Event> events, String absence, boolean clockSet) {
        Between {
            events = List.copyOf(events);
        }

        /// Whether Fettle has slept, or stood still: things around it may have to come up again.
        boolean wasAway() {
            return events.stream().anyMatch(event -> !event.kind().equals(STEP));
        }
    }

    /// @param planned how long the caller meant to wait since the last look
    Between since(Duration planned) throws IOException {
        var now = reading();
        var worked = now.monotonic().minus(last.monotonic());
        var passed = now.sinceBoot().minus(last.sinceBoot());
        var shown = Duration.between(last.wall(), now.wall());
        last = now;
        var asleep = passed.minus(worked);
        var step = shown.minus(passed);
        var late = worked.minus(planned);
        var events = new ArrayList<Event>();
        var absence = "fettle stood still";
        boolean clockSet = step.abs().compareTo(NOTHING) > 0;
        if (clockSet) {
            var way = step.isNegative() ? "back" : "forward";
            events.add(
                    event(STEP, "the clock was put %s by %s".formatted(way, length(step.abs()))));
            absence = "the clock was put " + way;
        }
        if (late.compareTo(STALL) > 0) {
            events.add(event("stall", "fettle stood still for %s".formatted(length(late))));
            absence = "fettle stood still";
        }
        if (asleep.compareTo(NOTHING) > 0) {
            events.add(event("suspend", "the machine slept for %s".formatted(length(asleep))));
            absence = "the machine slept";
        }
        return new Between(events, absence, clockSet);
    }

    private Event event(String kind, String text) {
        return new Event(last.wall(), Optional.empty(), kind, text);
    }

    private static String length(Duration duration) {
        return Wording.duration(duration);
    }

    /// Anew where something came between: a process may be stopped at any instruction.
    private Reading reading() throws IOException {
        for (int tries = 1; ; tries++) {
            long before = clock.nanos();
            var reading = new Reading(clock.now(), Duration.ofNanos(before), clock.uptime());
            if (clock.nanos() - before < AT_ONCE_NANOS || tries == MOST_TRIES) {
                return reading;
            }
        }
    }
}
