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
