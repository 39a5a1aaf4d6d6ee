package dev.fettle.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What changes of the clock make of a calendar's slots, in words.
record ClockChanges(Calendar calendar, ZoneRules zone) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    /// Empty where the moment is no slot of this calendar, and where no change has touched it.
    Optional<String> remark(Instant slot) {
        return isSlot(slot)
                ? repeated(slot).or(() -> gapBefore(slot).flatMap(gap -> lost(gap, slot)))
                : Optional.empty();
    }

    /// Whether clocks are put forward at this very moment.
    boolean isBehindAGap(Instant slot) {
        return gapBefore(slot).filter(gap -> gap.getInstant().equals(slot)).isPresent();
    }

    private boolean isSlot(Instant moment) {
        return calendar.after(moment.minusNanos(1), zone).equals(Optional.of(moment));
    }

    private Optional<String> repeated(Instant slot) {
        var wall = Calendar.wall(slot, zone);
        return Calendar.change(wall, zone)
                .filter(ZoneOffsetTransition::isOverlap)
                .map(change -> {
                    boolean first = slot.isBefore(change.getInstant());
                    return "%s occurs twice: %s"
                            .formatted(
                                    TIME.format(wall),
                                    calendar.namesHours()
                                            ? "the first time only"
                                            : first ? "the first time" : "the second time");
                });
    }

    private Optional<ZoneOffsetTransition> gapBefore(Instant slot) {
        return Optional.ofNullable(zone.previousTransition(slot.plusNanos(1)))
                .filter(ZoneOffsetTransition::isGap);
    }

    /// Told of the first slot behind the gap alone.
    private Optional<String> lost(ZoneOffsetTransition gap, Instant slot) {
        var first = calendar.fields().atOrAfter(gap.getDateTimeBefore());
        if (first.isEmpty()
                || !isIn(gap, first.get())
                || !firstBehind(gap).equals(Optional.of(slot))) {
            return Optional.empty();
        }
        var wall = Calendar.wall(slot, zone);
        var last = lastIn(gap, first.get());
        var what =
                last.equals(first.get())
                        ? shown(last, wall) + " does not exist: "
                        : "%s to %s do not exist: "
                                .formatted(shown(first.get(), wall), shown(last, wall));
        return Optional.of(what + (calendar.namesHours() ? TIME.format(wall) : "left out"));
    }

    private Optional<Instant> firstBehind(ZoneOffsetTransition gap) {
        return calendar.after(gap.getInstant().minusNanos(1), zone);
    }

    private LocalDateTime lastIn(ZoneOffsetTransition gap, LocalDateTime first) {
        var last = first;
        for (var next = Optional.of(first);
                next.isPresent() && isIn(gap, next.get());
                next = calendar.fields().atOrAfter(last.plusMinutes(1))) {
            last = next.get();
        }
        return last;
    }

    private static boolean isIn(ZoneOffsetTransition gap, LocalDateTime time) {
        return time.isBefore(gap.getDateTimeAfter());
    }

    private static String shown(LocalDateTime time, LocalDateTime beside) {
        boolean isSameDay = time.toLocalDate().equals(beside.toLocalDate());
        return (isSameDay ? TIME : DAY_AND_TIME).format(time);
    }

    /// Of each change between these moments the first slot that it has touched.
    List<Instant> touched(Instant after, Instant until) {
        var touched = new ArrayList<Instant>();
        var change = Optional.ofNullable(zone.nextTransition(after));
        while (change.isPresent() && change.get().getInstant().isBefore(until)) {
            firstTouched(change.get())
                    .filter(slot -> slot.isAfter(after) && slot.isBefore(until))
                    .ifPresent(touched::add);
            change = Optional.ofNullable(zone.nextTransition(change.get().getInstant()));
        }
        return touched;
    }

    private Optional<Instant> firstTouched(ZoneOffsetTransition change) {
        if (change.isGap()) {
            return firstBehind(change).filter(slot -> lost(change, slot).isPresent());
        }
        var begin = change.getInstant().plus(change.getDuration());
        return calendar.after(begin.minusNanos(1), zone)
                .filter(slot -> slot.isBefore(change.getInstant()));
    }
}
