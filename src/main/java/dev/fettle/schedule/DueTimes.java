package dev.fettle.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// When the slots of a schedule are due in one time zone.
///
/// @param anchor what `every …` counts from
public record DueTimes(Schedule schedule, ZoneId zone, Instant anchor) {
    private static final Duration SHORTEST_TOLERANCE = Duration.ofSeconds(1);
    private static final Duration LONGEST_TOLERANCE = Duration.ofSeconds(60);
    private static final int MOST_STEPS = 10_000;
    private static final Duration FIRST_STEP_BACK = Duration.ofMinutes(2);

    /// The first slot later than this moment; empty where none ever comes.
    public Optional<Instant> after(Instant moment) {
        return schedule.cadences().stream()
                .map(cadence -> after(moment, cadence))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    private Optional<Instant> after(Instant moment, Cadence cadence) {
        return switch (cadence) {
            case Cadence.ByCalendar(var calendar) -> calendar.after(moment, zone.getRules());
            case Cadence.Every every -> Optional.of(every.after(moment, anchor));
            case Cadence.AtBoot() -> Optional.empty();
        };
    }

    /// Slots later than `after` and earlier than `until`, `most` of them at most.
    public List<Instant> between(Instant after, Instant until, int most) {
        var slots = new ArrayList<Instant>();
        var next = after(after);
        while (slots.size() < most && next.isPresent() && next.get().isBefore(until)) {
            slots.add(next.get());
            next = after(next.get());
        }
        return slots;
    }

    /// The newest slots later than `after` and up to `until`, `most` of them at most; the oldest of
    /// them comes first. Looks back in ever longer steps, so that a year of seconds is not walked
    /// through for its last one.
    public List<Instant> newest(Instant after, Instant until, int most) {
        var end = until.plusNanos(1);
        for (var step = FIRST_STEP_BACK; ; step = step.multipliedBy(2)) {
            var from =
                    Duration.between(after, until).compareTo(step) > 0 ? until.minus(step) : after;
            var found = between(from, end, Integer.MAX_VALUE);
            if (found.size() >= most || from.equals(after)) {
                return List.copyOf(found.subList(Math.max(0, found.size() - most), found.size()));
            }
        }
    }

    /// All slots later than `after` and up to `until`, as one; empty where there are none.
    public Optional<Stretch> stretch(Instant after, Instant until) {
        var last = newest(after, until, 1);
        return last.isEmpty()
                ? Optional.empty()
                : after(after)
                        .map(first -> new Stretch(first, last.getFirst(), count(after, until)));
    }

    /// Slots in a row.
    public record Stretch(Instant first, Instant last, long count) {}

    private long count(Instant after, Instant until) {
        if (schedule.cadences().size() == 1
                && schedule.cadences().getFirst() instanceof Cadence.Every every) {
            return every.passed(until, anchor) - every.passed(after, anchor);
        }
        long count = 0;
        for (var next = after(after);
                next.isPresent() && !next.get().isAfter(until);
                next = after(next.get())) {
            count++;
        }
        return count;
    }

    /// Between two slots, and longer than is allowed.
    public record Gap(Instant from, Instant until) {
        public Duration length() {
            return Duration.between(from, until);
        }
    }

    /// The longest time without a slot between these moments, where there is one that is longer
    /// than `allowed`. Goes in steps of half of that, so that no schedule is walked through slot by
    /// slot that comes due more often, and in so many of them at most.
    public Optional<Gap> gapBeyond(Duration allowed, Instant after, Instant until) {
        var longest = Optional.<Gap>empty();
        var slot = after(after);
        for (int steps = 0;
                steps < MOST_STEPS && slot.isPresent() && slot.get().isBefore(until);
                steps++) {
            var at = slot.get();
            var end = at.plus(allowed);
            slot = after(at.plus(allowed.dividedBy(2))).filter(far -> !far.isAfter(end));
            if (slot.isEmpty()) {
                slot = after(at);
                var gap = slot.filter(next -> next.isAfter(end)).map(next -> new Gap(at, next));
                if (gap.isPresent() && isLonger(gap.get(), longest)) {
                    longest = gap;
                }
            }
        }
        return longest;
    }

    private static boolean isLonger(Gap gap, Optional<Gap> other) {
        return other.map(o -> gap.length().compareTo(o.length()) > 0).orElse(true);
    }

    /// The slots between these moments that come at another time than their text says, since that
    /// does not exist on their day.
    public List<Instant> putOff(Instant after, Instant until) {
        return clockChanges()
                .filter(changes -> changes.calendar().namesHours())
                .flatMap(changes ->
                        changes.touched(after, until).stream().filter(changes::isBehindAGap))
                .distinct()
                .sorted()
                .toList();
    }

    /// How late a slot may start and still be in time: half of what lies between it and the next
    /// one.
    public Duration tolerance(Instant slot) {
        var half = after(slot).map(next -> Duration.between(slot, next).dividedBy(2));
        var tolerance = half.orElse(LONGEST_TOLERANCE);
        if (tolerance.compareTo(SHORTEST_TOLERANCE) < 0) {
            return SHORTEST_TOLERANCE;
        }
        return tolerance.compareTo(LONGEST_TOLERANCE) > 0 ? LONGEST_TOLERANCE : tolerance;
    }

    /// What a change of the clock made of this slot: `02:30 does not exist: 03:00`.
    public List<String> remarks(Instant slot) {
        return clockChanges()
                .map(changes -> changes.remark(slot))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /// The slots between these moments that changes of the clock have touched; of each change and
    /// each text the first.
    public List<Instant> touched(Instant after, Instant until) {
        return clockChanges()
                .flatMap(changes -> changes.touched(after, until).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private Stream<ClockChanges> clockChanges() {
        return schedule.cadences().stream()
                .filter(Cadence.ByCalendar.class::isInstance)
                .map(Cadence.ByCalendar.class::cast)
                .map(cadence -> new ClockChanges(cadence.calendar(), zone.getRules()));
    }
}
