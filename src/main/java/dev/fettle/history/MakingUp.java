package dev.fettle.history;

import dev.fettle.schedule.DueTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A slot that was skipped or missed and is to have a run after all.
///
/// @param found the row in which it stands, perhaps with equal neighbours
/// @param instead what is to stand there instead, in order: what is left of that row on both sides,
///   and between them the slot
/// @param slot the slot, which waits for its run
public record MakingUp(Slot found, List<Slot> instead, Slot slot) {
    private static final Duration TICK = Duration.ofMillis(1); // the store's unit

    public MakingUp {
        instead = List.copyOf(instead);
    }

    /// @param found has the slot in it
    /// @param times by which the slots of that row were due
    public static MakingUp of(Slot found, DueTimes times, Instant due, RunId run) {
        var why =
                "made up for by hand; it was %s: %s"
                        .formatted(
                                found.state().map(SlotState::word).orElseThrow(),
                                found.reason().orElse(""));
        var slot =
                Slot.pending(
                        found.automation(),
                        due,
                        found.timetable(),
                        run,
                        Turn.CATCHING_UP,
                        Optional.of(why),
                        due);
        var instead = new ArrayList<Slot>();
        times.stretch(found.due().minus(TICK), due.minus(TICK))
                .ifPresent(s -> instead.add(found.part(s)));
        instead.add(slot);
        times.stretch(due, found.last()).ifPresent(s -> instead.add(found.part(s)));
        return new MakingUp(found, instead, slot);
    }
}
