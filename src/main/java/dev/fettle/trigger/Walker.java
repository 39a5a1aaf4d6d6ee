package dev.fettle.trigger;

import dev.fettle.automation.Scheduled;
import dev.fettle.history.Event;
import dev.fettle.history.Events;
import dev.fettle.history.Pauses;
import dev.fettle.history.RunId;
import dev.fettle.history.Slot;
import dev.fettle.history.Slots;
import dev.fettle.history.Timetable;
import dev.fettle.schedule.DueTimes;
import dev.fettle.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Brings a [SlotWalk] together with the store: reads what it has to know, and writes down what it
/// decides.
final class Walker {
    /// By how much the clock may be set back without anything coming of it: whatever keeps it right
    /// does so now and then.
    private static final Duration HARDLY_BACK = Duration.ofSeconds(1);

    private final Store store;
    private final Slots slots;
    private final Pauses pauses;
    private final Events events;
    private final String boot;

    /// @param boot the machine's
    Walker(Store store, String boot) {
        this.store = store;
        this.slots = new Slots(store);
        this.pauses = new Pauses(store);
        this.events = new Events(store);
        this.boot = boot;
    }

    /// When and how one looks.
    ///
    /// @param absence why slots passed unseen, where some did
    /// @param first whether nobody of this Fettle has looked before
    /// @param bootOnly whether the clock is not to be trusted yet: nothing but `at boot` is decided
    record Look(Instant now, String absence, boolean first, boolean bootOnly) {
        Look because(String why) {
            return new Look(now, why, first, bootOnly);
        }
    }

    /// A walk of one schedule, decided and not yet written down.
    ///
    /// @param after its timetable then
    record Step(Course course, Timetable after, SlotWalk.Decision decision, Slots.Underway before) {
        private boolean changesSomething() {
            return !decision.gone().isEmpty()
                    || !decision.rows().isEmpty()
                    || !after.equals(course.timetable());
        }
    }

    boolean isDueForBoot(Course course) {
        return course.isDueForBoot(boot);
    }

    boolean hasAnythingToDecide(Course course, Instant now) {
        return course.isDue(now)
                || isDueForBoot(course)
                || isAhead(course.timetable().cursor(), now);
    }

    Step step(Course course, Look look) throws IOException {
        var at = course.timetable();
        var from =
                !look.bootOnly() && isAhead(at.cursor(), look.now())
                        ? course.at(setBack(at, look.now()))
                        : course;
        var facts =
                facts(
                        from.timetable(),
                        from.times(),
                        from.policy(),
                        from.automation().definition().parallel(),
                        course.absence().map(look::because).orElse(look),
                        from.isDueForBoot(boot));
        var decision = SlotWalk.of(facts);
        var after = from.timetable().upTo(decision.cursor()).booted(boot);
        return new Step(from, after, decision, facts.underway());
    }

    private SlotWalk.Facts facts(
            Timetable timetable,
            DueTimes times,
            Scheduled policy,
            int parallel,
            Look look,
            boolean dueForBoot)
            throws IOException {
        var name = timetable.automation();
        var ahead = slots.beyond(name, timetable.cursor());
        return new SlotWalk.Facts(
                timetable,
                times,
                look.now(),
                policy,
                parallel,
                pauses.reachingBeyond(name, timetable.cursor()),
                slots.underway(name),
                ahead.stream().map(Slot::due).collect(Collectors.toSet()),
                look.absence(),
                look.first(),
                dueForBoot,
                look.bootOnly(),
                RunId::random);
    }

    /// All of them in one transaction, with what the user is to be told of them.
    ///
    /// @return whether there is something to tell
    boolean write(List<Step> steps, Instant now) throws IOException {
        var changes = steps.stream().filter(Step::changesSomething).toList();
        if (changes.isEmpty()) {
            return false;
        }
        return store.write(sql -> {
            boolean toTell = false;
            for (var step : changes) {
                var decision = step.decision();
                if (Slots.write(sql, decision.gone(), decision.rows(), step.after())) {
                    for (var event : SlotEvents.of(sql, step, now)) {
                        Events.addToTell(sql, event);
                        toTell = true;
                    }
                }
            }
            return toTell;
        });
    }

    /// Ends old timetables and begins new ones.
    ///
    /// @param told what the user is to be told of that
    List<Timetable> exchange(List<Timetable> olds, List<Timetable> fresh, Optional<Event> told)
            throws IOException {
        if (olds.isEmpty() && fresh.isEmpty()) {
            return List.of();
        }
        return store.write(sql -> {
            for (var old : olds) {
                Slots.end(sql, old);
            }
            var begun = new ArrayList<Timetable>();
            for (var each : fresh) {
                begun.add(Slots.begin(sql, each));
            }
            if (told.isPresent()) {
                Events.addToTell(sql, told.get());
            }
            return begun;
        });
    }

    /// Nothing more comes of a schedule that its automation has no longer.
    void withdraw(Timetable old, Look look) throws IOException {
        var times = old.times();
        var nothing =
                new Scheduled(
                        times.schedule(),
                        old.texts(),
                        Optional.empty(),
                        Scheduled.CatchUp.NONE,
                        Optional.empty(),
                        Scheduled.WhenBusy.SKIP,
                        false);
        var facts = facts(old, times, nothing, 1, look, false);
        var decision = SlotWalk.withdrawn(facts);
        store.write(sql -> {
            if (Slots.write(sql, decision.gone(), decision.rows(), old.upTo(look.now()))) {
                Slots.end(sql, old);
            }
            return true;
        });
    }

    // --- a clock that was wrong

    private static boolean isAhead(Instant cursor, Instant now) {
        return cursor.isAfter(now.plus(HARDLY_BACK));
    }

    /// The clock was ahead, and what was decided beyond now goes, but for slots that have a run:
    /// those are not repeated.
    private Timetable setBack(Timetable ahead, Instant now) throws IOException {
        var waiting = slots.underway(ahead.automation()).queue();
        var gone = new ArrayList<Slot>();
        var cut = new ArrayList<Slot>();
        for (var slot : slots.beyond(ahead.automation(), now)) {
            if (slot.run().isEmpty() || waiting.contains(slot)) {
                gone.add(slot);
                cutAt(now, slot, ahead).ifPresent(cut::add);
            }
        }
        var anchor = ahead.anchor().isAfter(now) ? now : ahead.anchor();
        var back = ahead.upTo(now).anchored(anchor);
        store.write(sql -> Slots.write(sql, gone, cut, back));
        events.add(
                new Event(
                        now,
                        Optional.of(ahead.automation()),
                        "set-back",
                        "its slots were decided up to %s, and are looked at anew from %s"
                                .formatted(ahead.cursor(), now)));
        return back;
    }

    /// What is left of a row up to now.
    private Optional<Slot> cutAt(Instant now, Slot slot, Timetable current) throws IOException {
        if (slot.due().isAfter(now) || slot.state().isEmpty()) {
            return Optional.empty();
        }
        var timetable =
                slot.timetable() == current.seq()
                        ? Optional.of(current)
                        : slots.timetable(slot.timetable());
        return timetable
                .flatMap(t -> t.times().stretch(slot.due().minusMillis(1), now))
                .map(s -> slot.until(s.last(), s.count()));
    }
}
