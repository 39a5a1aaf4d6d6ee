package dev.fettle.trigger;

import dev.fettle.history.Event;
import dev.fettle.history.Events;
import dev.fettle.history.Slot;
import dev.fettle.history.SlotState;
import dev.fettle.history.Slots;
import dev.fettle.history.Timetable;
import dev.fettle.notation.Wording;
import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What happens to slots and is worth telling, as events. In their text the first line is what is
/// told, the others are particulars.
final class SlotEvents {
    private static final String BUSY = "busy";

    private SlotEvents() {}

    /// What a walk has met, within the transaction that writes it down.
    static List<Event> of(Sql sql, Walker.Step step, Instant now) throws SQLException {
        var events = new ArrayList<Event>();
        var zone = step.after().zone();
        for (var slot : step.decision().rows()) {
            if (isBusy(slot) && Slots.busyInARow(sql, slot) == 2) {
                events.add(event(step, Events.BUSY, now, busy(slot, zone)));
            }
        }
        if (step.decision().tooMany()) {
            events.add(event(step, Events.TOO_MANY, now, tooMany(step.decision().rows(), zone)));
        }
        return events;
    }

    private static boolean isBusy(Slot slot) {
        return slot.state().equals(Optional.of(SlotState.SKIPPED))
                && slot.reason().orElse("").startsWith(BUSY);
    }

    private static Event event(Walker.Step step, String kind, Instant now, String text) {
        return new Event(now, Optional.of(step.after().automation()), kind, text);
    }

    private static String busy(Slot slot, ZoneId zone) {
        return "two slots in a row were skipped, the last at %s (%s)"
                .formatted(Wording.slot(slot.due(), zone), slot.reason().orElse(BUSY));
    }

    private static String tooMany(List<Slot> rows, ZoneId zone) {
        var given =
                rows.stream()
                        .filter(slot -> slot.reason().equals(Optional.of(SlotWalk.TOO_MANY)))
                        .toList();
        return "%s given up, from %s to %s: more passed than are caught up with"
                .formatted(
                        Wording.count(given.stream().mapToLong(Slot::count).sum(), "slot"),
                        Wording.slot(given.getFirst().due(), zone),
                        Wording.slot(given.getLast().last(), zone));
    }

    // --- another time zone

    /// A schedule that states no zone, before and after the home's was changed.
    record Moved(Timetable before, Timetable after) {
        /// Empty where it is due when it was before.
        Optional<String> words(Instant now) {
            var was = before.times().after(now);
            var is = after.times().after(now);
            return was.equals(is) || was.isEmpty() || is.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            "%s: next due %s instead of %s"
                                    .formatted(
                                            after.automation(),
                                            Wording.slot(is.get(), after.zone()),
                                            Wording.slot(was.get(), before.zone())));
        }
    }

    /// Empty where that moves no slot.
    static Optional<Event> zone(ZoneId zone, List<Moved> moved, Instant now) {
        var words = moved.stream().map(m -> m.words(now)).flatMap(Optional::stream).toList();
        if (words.isEmpty()) {
            return Optional.empty();
        }
        var text =
                "the time zone is %s now, which moves the slots of %s\n%s"
                        .formatted(
                                zone,
                                Wording.count(words.size(), "automation"),
                                String.join("\n", words));
        return Optional.of(new Event(now, Optional.empty(), Events.ZONE, text));
    }
}
