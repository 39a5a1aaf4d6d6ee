package dev.fettle.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/// Times on the wall, turned into moments. What becomes of times that do not exist or occur twice,
/// because clocks are put forward or back, is decided by the hour field alone:
///
/// - where it names hours (`30 2 * * *`), a time that does not exist is due at the first moment
///   after the gap, once for the whole gap, and one that occurs twice is due the first time only;
/// - where it begins with `*` (`*/15 * * * *`), what does not exist is left out, and what occurs
///   twice is due twice.
///
/// @param namesHours whether the hour field does not begin with `*`
record Calendar(Fields fields, boolean namesHours) {
    /// The calendar of days and weekdays begins anew after so long. Where nothing was due in it (in
    /// Cairo the midnight before the last Friday of April never exists), nothing ever is.
    private static final int YEARS_OF_A_CYCLE = 400;

    /// The first moment later than this one; empty where none ever comes.
    Optional<Instant> after(Instant moment, ZoneRules zone) {
        return namesHours ? afterByHours(moment, zone) : afterByStretches(moment, zone);
    }

    /// As wall times rise, the moments at which they are due never fall: so the next wall time is
    /// the next moment.
    private Optional<Instant> afterByHours(Instant moment, ZoneRules zone) {
        var wall = wall(moment, zone);
        var change = change(wall, zone);
        boolean again =
                change.isPresent()
                        && change.get().isOverlap()
                        && !moment.isBefore(change.get().getInstant());
        var from = again ? change.get().getDateTimeBefore() : minuteAfter(wall);
        return fields.atOrAfter(from).map(time -> momentOf(time, zone));
    }

    private static Instant momentOf(LocalDateTime time, ZoneRules zone) {
        var change = change(time, zone);
        if (change.isPresent() && change.get().isGap()) {
            return change.get().getInstant();
        }
        var first = change.map(ZoneOffsetTransition::getOffsetBefore);
        return time.toInstant(first.orElseGet(() -> zone.getOffset(time)));
    }

    /// From one change of the clock to the next, each stretch with the shift that holds in it.
    private Optional<Instant> afterByStretches(Instant moment, ZoneRules zone) {
        var from = minuteAfter(wall(moment, zone));
        int lastYear = from.getYear() + YEARS_OF_A_CYCLE;
        var shift = zone.getOffset(moment);
        var end = Optional.ofNullable(zone.nextTransition(moment));
        while (from.getYear() <= lastYear) {
            var time = fields.atOrAfter(from);
            if (time.isEmpty()) {
                return Optional.empty();
            }
            var due = time.get().toInstant(shift);
            if (end.isEmpty() || due.isBefore(end.get().getInstant())) {
                return Optional.of(due);
            }
            from = end.get().getDateTimeAfter();
            shift = end.get().getOffsetAfter();
            end = Optional.ofNullable(zone.nextTransition(end.get().getInstant()));
        }
        return Optional.empty();
    }

    static LocalDateTime wall(Instant moment, ZoneRules zone) {
        return LocalDateTime.ofInstant(moment, zone.getOffset(moment));
    }

    /// The change of the clock that leaves out this wall time, or repeats it.
    static Optional<ZoneOffsetTransition> change(LocalDateTime wall, ZoneRules zone) {
        return Optional.ofNullable(zone.getTransition(wall));
    }

    private static LocalDateTime minuteAfter(LocalDateTime wall) {
        return wall.withSecond(0).withNano(0).plusMinutes(1);
    }
}
