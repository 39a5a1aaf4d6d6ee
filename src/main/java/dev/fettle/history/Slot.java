package dev.fettle.history;

import dev.fettle.schedule.DueTimes;
import java.time.Instant;
import java.util.Optional;

/// What became of a slot, or of several in a row of which the same is to be said.
///
/// @param due of the first, or only, one
/// @param last the due time of the last one
/// @param timetable by which they were due
/// @param state empty until it is decided
/// @param run the id of its run; while `state` is empty, the one that its run is going to have
/// @param turn when it may start; of one that was to have a run
/// @param inTimeUntil when a start is no longer in time; of one that was to have a run
public record Slot(
        String automation,
        Instant due,
        Instant last,
        long count,
        long timetable,
        Optional<SlotState> state,
        Optional<String> reason,
        Optional<RunId> run,
        Optional<Turn> turn,
        Optional<Instant> inTimeUntil) {

    /// One that is to have a run.
    public static Slot pending(
            String automation,
            Instant due,
            long timetable,
            RunId run,
            Turn turn,
            Optional<String> reason,
            Instant inTimeUntil) {
        return new Slot(
                automation,
                due,
                due,
                1,
                timetable,
                Optional.empty(),
                reason,
                Optional.of(run),
                Optional.of(turn),
                Optional.of(inTimeUntil));
    }

    /// Some that are not to have a run.
    public static Slot without(
            String automation,
            Instant due,
            Instant last,
            long count,
            long timetable,
            SlotState state,
            String reason) {
        return new Slot(
                automation,
                due,
                last,
                count,
                timetable,
                Optional.of(state),
                Optional.of(reason),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// The same, which is not to have a run after all.
    public Slot instead(SlotState end, String why) {
        return without(automation, due, last, count, timetable, end, why);
    }

    /// The same, in another turn.
    public Slot in(Turn other, RunId id, String why) {
        return pending(
                automation, due, timetable, id, other, Optional.of(why), inTimeUntil.orElse(due));
    }

    /// Some of those in a row.
    Slot part(DueTimes.Stretch some) {
        return new Slot(
                automation,
                some.first(),
                some.last(),
                some.count(),
                timetable,
                state,
                reason,
                run,
                turn,
                inTimeUntil);
    }

    /// The beginning of a row.
    public Slot until(Instant end, long less) {
        return new Slot(
                automation, due, end, less, timetable, state, reason, run, turn, inTimeUntil);
    }

    public boolean is(Turn other) {
        return turn.equals(Optional.of(other));
    }
}
