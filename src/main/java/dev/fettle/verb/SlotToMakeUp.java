package dev.fettle.verb;

import dev.fettle.automation.Automation;
import dev.fettle.history.MakingUp;
import dev.fettle.history.RunId;
import dev.fettle.history.Slot;
import dev.fettle.history.SlotState;
import dev.fettle.history.Slots;
import dev.fettle.history.Timetable;
import dev.fettle.notation.UserError;
import dev.fettle.notation.Wording;
import dev.fettle.schedule.DueTimes;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The slot that `fettle run NAME --due T` means: one that was skipped or missed. Whatever else T
/// is, the answer says what would be right.
final class SlotToMakeUp {
    private static final Duration FAR = Duration.ofDays(5 * 366);
    private static final int MOST_ROWS = 1000;

    private final Workshop workshop;
    private final Automation automation;
    private final Slots slots;
    private final Instant now;

    SlotToMakeUp(Workshop workshop, Automation automation) {
        this.workshop = workshop;
        this.automation = automation;
        this.slots = new Slots(workshop.store());
        this.now = workshop.clock().now().truncatedTo(ChronoUnit.MILLIS);
    }

    /// @throws UserError where there is no such slot, or it is not to be made up for
    MakingUp of(String text) throws IOException {
        var timetable =
                SlotsVerb.timetable(workshop, automation, now)
                        .orElseThrow(() ->
                                new UserError(
                                        "%s has no schedule, so it has no slots: leave out --due"
                                                .formatted(automation.name())));
        var moments = moments(text, timetable.zone());
        for (var moment : moments) {
            var row = row(moment);
            if (row.isPresent()) {
                return making(row.get(), moment, timetable.zone());
            }
        }
        throw noRow(moments.getFirst(), timetable);
    }

    private MakingUp making(Slot row, Instant due, ZoneId zone) throws IOException {
        var state = row.state();
        if (state.isEmpty()) {
            throw wrong(shown(due, zone) + " waits for its run, or is at it", zone, due);
        }
        if (row.run().isPresent()) {
            throw wrong(
                    "%s had its run (%s: %s)"
                            .formatted(shown(due, zone), state.get().word(), row.run().get()),
                    zone,
                    due);
        }
        return MakingUp.of(row, times(row), due, RunId.random());
    }

    private UserError noRow(Instant moment, Timetable timetable) throws IOException {
        var zone = timetable.zone();
        var times = timetable.times();
        if (!isSlot(times, moment)) {
            var nearest =
                    Stream.concat(
                                    times.newest(moment.minus(FAR), moment, 1).stream(),
                                    times.after(moment).stream())
                            .map(slot -> shown(slot, zone))
                            .toList();
            return new UserError(
                    "%s is no slot of %s; %s"
                            .formatted(
                                    shown(moment, zone),
                                    automation.name(),
                                    nearest.isEmpty()
                                            ? "it has none"
                                            : "the nearest are " + String.join(" and ", nearest)));
        }
        if (moment.isAfter(now)) {
            return wrong(shown(moment, zone) + " has not come yet", zone, moment);
        }
        return moment.isAfter(timetable.cursor())
                ? wrong(
                        shown(moment, zone) + " is not decided yet (`fettle up` decides it)",
                        zone,
                        moment)
                : wrong("nothing is known of " + shown(moment, zone), zone, moment);
    }

    /// What can be made up for, on both sides of a moment.
    private UserError wrong(String what, ZoneId zone, Instant moment) throws IOException {
        var before =
                slots.between(name(), Instant.EPOCH, moment.minusMillis(1), MOST_ROWS).stream()
                        .filter(SlotToMakeUp::canBeMadeUp)
                        .map(Slot::last)
                        .filter(last -> last.isBefore(moment))
                        .findFirst();
        var behind =
                slots.between(name(), moment.plusMillis(1), now, MOST_ROWS).reversed().stream()
                        .filter(SlotToMakeUp::canBeMadeUp)
                        .map(Slot::due)
                        .filter(due -> due.isAfter(moment))
                        .findFirst();
        var right =
                Stream.of(before, behind)
                        .flatMap(Optional::stream)
                        .map(due -> shown(due, zone))
                        .toList();
        return new UserError(
                "%s; %s"
                        .formatted(
                                what,
                                right.isEmpty()
                                        ? "nothing was skipped or missed; `fettle run %s` runs it now"
                                                .formatted(automation.name())
                                        : "the nearest that can be made up for: "
                                                + String.join(" and ", right)));
    }

    private static boolean canBeMadeUp(Slot row) {
        return row.state().filter(s -> s == SlotState.SKIPPED || s == SlotState.MISSED).isPresent();
    }

    /// The row that this slot is in.
    private Optional<Slot> row(Instant due) throws IOException {
        for (var row : slots.between(name(), due, due, 1)) {
            if (row.due().equals(due) || row.count() > 1 && isSlot(times(row), due)) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    private DueTimes times(Slot row) throws IOException {
        return slots.timetable(row.timetable())
                .map(Timetable::times)
                .orElseThrow(
                        () -> new IllegalStateException("a slot without its timetable: " + row));
    }

    private static boolean isSlot(DueTimes times, Instant due) {
        return times.after(due.minusMillis(1)).equals(Optional.of(due));
    }

    private String name() {
        return automation.name().text();
    }

    private static String shown(Instant moment, ZoneId zone) {
        return Wording.slot(moment, zone);
    }

    // --- what somebody may write

    /// What the text may mean: where clocks are put back, one of two moments.
    private static List<Instant> moments(String text, ZoneId zone) {
        var said =
                text.strip()
                        .replaceFirst("^[A-Za-z]{3} ", "") // as `fettle next` shows it
                        .replaceFirst("^(\\S+) (\\d)", "$1T$2")
                        .replace(" ", "");
        var moment =
                read(said, t -> List.of(OffsetDateTime.parse(t).toInstant()))
                        .or(() -> read(said, t -> local(LocalDateTime.parse(t), zone)));
        return moment.orElseThrow(() ->
                new UserError(
                        "%s is no time; right would be \"2026-11-28 02:30\" or 2026-11-28T01:30:00Z"
                                .formatted(Wording.quoted(text))));
    }

    private static List<Instant> local(LocalDateTime time, ZoneId zone) {
        var offsets = zone.getRules().getValidOffsets(time);
        return offsets.isEmpty()
                ? List.of(time.atZone(zone).toInstant())
                : offsets.stream().map(time::toInstant).toList();
    }

    private static Optional<List<Instant>> read(String text, Reading reading) {
        try {
            return Optional.of(reading.of(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @FunctionalInterface
    private interface Reading {
        List<Instant> of(String text);
    }
}
