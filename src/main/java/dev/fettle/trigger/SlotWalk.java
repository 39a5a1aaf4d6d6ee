package dev.fettle.trigger;

import dev.fettle.automation.Scheduled;
import dev.fettle.history.Pause;
import dev.fettle.history.RunId;
import dev.fettle.history.Slot;
import dev.fettle.history.SlotState;
import dev.fettle.history.Slots.Underway;
import dev.fettle.history.Timetable;
import dev.fettle.history.Turn;
import dev.fettle.schedule.DueTimes;
import dev.fettle.schedule.DueTimes.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Decides what becomes of the slots between a schedule's cursor and now. Pure: the same walk is
/// taken at a start, after a sleep, when the clock was set and when nothing happened at all.
///
/// A slot that is found within its tolerance is live. One that is found later has passed while
/// Fettle was away, slept or stood still: `catch-up` says what becomes of it.
final class SlotWalk {
    private static final Duration LONGEST_TOLERANCE = Duration.ofSeconds(60);
    static final String TOO_MANY = "too many";

    private static final int LONGEST_QUEUE = 1_000;
    private static final Duration TICK = Duration.ofMillis(1); // the store's unit

    private final Facts facts;
    private final Scheduled policy;
    private final DueTimes times;
    private final List<Slot> queue;
    private final List<Slot> gone = new ArrayList<>();
    private final List<Slot> rows = new ArrayList<>();
    private final List<RunId> stop = new ArrayList<>();
    private boolean tooMany;

    private SlotWalk(Facts facts) {
        this.facts = facts;
        this.policy = facts.policy();
        this.times = facts.times();
        this.queue = new ArrayList<>(facts.underway().queue());
    }

    /// What is known when it is decided.
    ///
    /// @param taken slots after the cursor that have their row: the clock was set back
    /// @param parallel how many runs may work at once
    /// @param absence why slots passed, where some did
    /// @param start whether what waits was left by an earlier Fettle
    /// @param dueForBoot whether `at boot` is due
    /// @param bootOnly whether nothing else is decided: the clock may be wrong
    /// @param ids of runs to come
    record Facts(
            Timetable timetable,
            DueTimes times,
            Instant now,
            Scheduled policy,
            int parallel,
            List<Pause> pauses,
            Underway underway,
            Set<Instant> taken,
            String absence,
            boolean start,
            boolean dueForBoot,
            boolean bootOnly,
            Supplier<RunId> ids) {
        Facts {
            pauses = List.copyOf(pauses);
            taken = Set.copyOf(taken);
        }
    }

    /// What is to be written down, and done afterwards.
    ///
    /// @param gone rows to take out, before `rows` are added
    /// @param queue what waits then
    /// @param stop runs to end
    /// @param tooMany whether slots were given up since more waited than are kept
    record Decision(
            List<Slot> gone,
            List<Slot> rows,
            List<Slot> queue,
            Instant cursor,
            List<RunId> stop,
            boolean tooMany) {
        Decision {
            gone = List.copyOf(gone);
            rows = List.copyOf(rows);
            queue = List.copyOf(queue);
            stop = List.copyOf(stop);
        }
    }

    static Decision of(Facts facts) {
        return new SlotWalk(facts).walk();
    }

    /// The same for a schedule that its automation has no longer: nothing of it is run.
    static Decision withdrawn(Facts facts) {
        return new SlotWalk(facts).withdraw();
    }

    private Decision withdraw() {
        var why = "the automation has no schedule any more";
        List.copyOf(queue).forEach(slot -> settle(slot, SlotState.SKIPPED, why));
        for (var part : openParts(facts.timetable().cursor())) {
            times.stretch(part.after(), part.until())
                    .ifPresent(s -> without(s, SlotState.SKIPPED, why));
        }
        return decision(facts.now());
    }

    private Decision walk() {
        var cursor = facts.timetable().cursor();
        var last = facts.bootOnly() ? List.<Instant>of() : times.newest(cursor, facts.now(), 1);
        if (!facts.bootOnly()) {
            lookAtTheQueue();
        }
        if (!last.isEmpty()) {
            passThrough(cursor);
        }
        if (facts.dueForBoot()) {
            atBoot();
        }
        return decision(last.isEmpty() ? cursor : last.getFirst());
    }

    private Decision decision(Instant cursor) {
        rows.sort(Comparator.comparing(Slot::due));
        return new Decision(gone, rows, queue, cursor, stop, tooMany);
    }

    // --- what waits from before

    private void lookAtTheQueue() {
        boolean paused = isPaused();
        for (var slot : List.copyOf(queue)) {
            if (paused) {
                settle(slot, SlotState.SKIPPED, "paused");
            } else if (slot.is(Turn.CATCHING_UP) && isTooOld(slot.due())) {
                settle(slot, SlotState.MISSED, tooOld());
            } else if (facts.start()
                    && !slot.is(Turn.CATCHING_UP)
                    && policy.catchUp() == Scheduled.CatchUp.NONE) {
                settle(slot, SlotState.SKIPPED, "catch-up: none");
            } else if (facts.start() && !slot.is(Turn.CATCHING_UP)) {
                inAnotherTurn(slot, Turn.CATCHING_UP, slot.run().orElseThrow(), facts.absence());
            }
        }
        if (facts.start() && policy.catchUp() != Scheduled.CatchUp.ALL && queue.size() > 1) {
            var newest = queue.getLast();
            standIn(newest.run().orElseThrow(), queue.subList(0, queue.size() - 1));
        }
    }

    private void settle(Slot slot, SlotState state, String why) {
        replace(slot, slot.instead(state, why));
        queue.remove(slot);
    }

    private void inAnotherTurn(Slot slot, Turn turn, RunId id, String why) {
        var other = slot.in(turn, id, why);
        replace(slot, other);
        queue.set(queue.indexOf(slot), other);
    }

    /// Another row for a slot: in the store, or among those that are on their way there.
    private void replace(Slot slot, Slot other) {
        if (!rows.remove(slot)) {
            gone.add(slot);
        }
        rows.add(other);
    }

    private void standIn(RunId newest, List<Slot> older) {
        for (var slot : List.copyOf(older)) {
            settle(slot, SlotState.SKIPPED, stoodFor(newest));
        }
    }

    private static String stoodFor(RunId run) {
        return "stood for by " + run.text();
    }

    // --- what has come since

    /// A stretch of time, its beginning not in it and its end in it.
    private record Part(Instant after, Instant until) {}

    private void passThrough(Instant cursor) {
        var passed = new ArrayList<Stretch>();
        var live = new ArrayList<Instant>();
        for (var part : openParts(cursor)) {
            var inTime = inTime(part);
            var end = inTime.isEmpty() ? part.until() : before(inTime.getFirst());
            times.stretch(part.after(), end).ifPresent(passed::add);
            live.addAll(inTime);
        }
        catchUp(passed);
        live.forEach(this::live);
    }

    /// Those at its end that are still in time: whatever is later than the longest tolerance has
    /// passed.
    private List<Instant> inTime(Part part) {
        var from = later(part.after(), before(facts.now().minus(LONGEST_TOLERANCE)));
        return times.between(from, part.until().plusNanos(1), Integer.MAX_VALUE).stream()
                .filter(slot -> !slot.plus(times.tolerance(slot)).isBefore(facts.now()))
                .toList();
    }

    /// What lies between the cursor and now without the pauses, whose slots are done with here, and
    /// without slots that have their row.
    private List<Part> openParts(Instant cursor) {
        var parts = new ArrayList<Part>();
        var paused = new ArrayList<Part>();
        var after = cursor;
        for (var pause : facts.pauses()) {
            var begin = later(after, since(pause).minus(TICK));
            var end = earlier(facts.now(), endOf(pause));
            if (begin.isBefore(end)) {
                parts.add(new Part(after, begin));
                paused.add(new Part(begin, end));
                after = end;
            }
        }
        for (var part : withoutTaken(paused)) {
            times.stretch(part.after(), part.until())
                    .ifPresent(s -> without(s, SlotState.SKIPPED, "paused"));
        }
        parts.add(new Part(after, facts.now()));
        return withoutTaken(parts);
    }

    /// A clock that was set back must not wake what the user has put to rest.
    private Instant since(Pause pause) {
        boolean tellsTheFuture = pause.since().isAfter(facts.now()) && !pause.isOverAt(facts.now());
        return tellsTheFuture ? facts.timetable().cursor() : pause.since();
    }

    private static Instant endOf(Pause pause) {
        var end = earlier(pause.until().orElse(Instant.MAX), pause.resumedAt().orElse(Instant.MAX));
        return end.equals(Instant.MAX) ? end : end.minus(TICK);
    }

    private List<Part> withoutTaken(List<Part> parts) {
        if (facts.taken().isEmpty()) {
            return parts;
        }
        var open = new ArrayList<Part>();
        for (var part : parts) {
            var after = part.after();
            for (var slot : facts.taken().stream().sorted().toList()) {
                if (slot.isAfter(after) && !slot.isAfter(part.until())) {
                    open.add(new Part(after, slot.minus(TICK)));
                    after = slot;
                }
            }
            open.add(new Part(after, part.until()));
        }
        return open;
    }

    // --- passed slots

    private void catchUp(List<Stretch> passed) {
        if (policy.catchUp() == Scheduled.CatchUp.NONE) {
            passed.forEach(s -> without(s, SlotState.SKIPPED, "catch-up: none"));
            return;
        }
        var wanted = passed.stream().flatMap(s -> youngEnough(s).stream()).toList();
        int most = policy.catchUp() == Scheduled.CatchUp.ALL ? LONGEST_QUEUE : 1;
        var newest = newest(wanted, most);
        if (newest.isEmpty()) {
            return;
        }
        boolean all = policy.catchUp() == Scheduled.CatchUp.ALL;
        // The id of a run that does not come now goes over to the one that comes in its stead.
        var id = all || queue.isEmpty() ? facts.ids().get() : queue.getFirst().run().orElseThrow();
        var why = all ? TOO_MANY : stoodFor(id);
        olderThan(newest.getFirst(), wanted)
                .forEach(s -> {
                    without(s, SlotState.SKIPPED, why);
                    tooMany |= all;
                });
        if (!all) {
            standIn(id, queue);
        }
        for (var slot : newest) {
            enqueue(slot, all ? facts.ids().get() : id, Turn.CATCHING_UP, facts.absence());
        }
        while (queue.size() > LONGEST_QUEUE) {
            settle(queue.getFirst(), SlotState.SKIPPED, TOO_MANY);
            tooMany = true;
        }
    }

    /// Those of them that are not too old; the others are missed.
    private List<Stretch> youngEnough(Stretch stretch) {
        if (policy.within().isEmpty() || !isTooOld(stretch.first())) {
            return List.of(stretch);
        }
        var oldest = facts.now().minus(policy.within().get());
        times.stretch(before(stretch.first()), earlier(stretch.last(), before(oldest)))
                .ifPresent(s -> without(s, SlotState.MISSED, tooOld()));
        return times
                .stretch(later(before(oldest), before(stretch.first())), stretch.last())
                .stream()
                .toList();
    }

    private boolean isTooOld(Instant due) {
        return policy.within().map(w -> due.isBefore(facts.now().minus(w))).orElse(false);
    }

    private String tooOld() {
        return "older than `within` allows";
    }

    private List<Instant> newest(List<Stretch> stretches, int most) {
        var found = new ArrayList<Instant>();
        for (var s : stretches.reversed()) {
            if (found.size() < most) {
                found.addAll(
                        times.newest(before(s.first()), s.last(), most - found.size()).reversed());
            }
        }
        Collections.reverse(found);
        return found;
    }

    private List<Stretch> olderThan(Instant slot, List<Stretch> stretches) {
        return stretches.stream()
                .filter(s -> s.first().isBefore(slot))
                .flatMap(s ->
                        s.last().isBefore(slot)
                                ? List.of(s).stream()
                                : times.stretch(before(s.first()), before(slot)).stream())
                .toList();
    }

    // --- live slots

    private void live(Instant slot) {
        boolean behind =
                facts.underway().working().stream().anyMatch(w -> w.catchesUp())
                        || queue.stream()
                                .anyMatch(q -> q.is(Turn.CATCHING_UP) || q.is(Turn.BEHIND));
        if (behind) {
            behindTheOthers(slot);
        } else if (isBusy()) {
            whenBusy(slot);
        } else {
            enqueue(slot, facts.ids().get(), Turn.NOW);
        }
    }

    /// It is due now, whenever the machine was booted.
    private void atBoot() {
        if (isPaused()) {
            var now = new Stretch(facts.now(), facts.now(), 1);
            without(now, SlotState.SKIPPED, "paused at boot");
        } else {
            live(facts.now());
        }
    }

    private boolean isPaused() {
        return facts.pauses().stream().anyMatch(p -> !p.isOverAt(facts.now()));
    }

    /// Whatever the last one of them waits for, it waits for too.
    private void behindTheOthers(Instant slot) {
        var id = facts.ids().get();
        var older = queue.stream().filter(q -> q.is(Turn.BEHIND)).toList();
        var why = older.isEmpty() ? Optional.<String>empty() : older.getLast().reason();
        if (policy.catchUp() != Scheduled.CatchUp.ALL) {
            id = older.isEmpty() ? id : older.getFirst().run().orElseThrow();
            standIn(id, older);
        }
        enqueue(slot, id, Turn.BEHIND, why.orElse("it waited for the caught-up run"));
    }

    private boolean isBusy() {
        long working =
                facts.underway().working().size()
                        + queue.stream().filter(q -> q.is(Turn.NOW)).count();
        return working >= facts.parallel() || queue.stream().anyMatch(q -> q.is(Turn.WHEN_FREE));
    }

    private void whenBusy(Instant slot) {
        var on = busyWith();
        boolean oneWaits = queue.stream().anyMatch(q -> q.is(Turn.WHEN_FREE));
        if (policy.whenBusy() == Scheduled.WhenBusy.SKIP || oneWaits) {
            without(new Stretch(slot, slot, 1), SlotState.SKIPPED, "busy" + on);
            return;
        }
        if (policy.whenBusy() == Scheduled.WhenBusy.STOP) {
            facts.underway().working().forEach(w -> stop.add(w.id()));
        }
        enqueue(slot, facts.ids().get(), Turn.WHEN_FREE, "it waited" + on.replace(":", " for"));
    }

    private String busyWith() {
        var working = facts.underway().working();
        return working.isEmpty() ? "" : ": run " + working.getFirst().id().text();
    }

    // --- rows

    private void enqueue(Instant due, RunId id, Turn turn, String... why) {
        var slot =
                Slot.pending(
                        facts.timetable().automation(),
                        due,
                        facts.timetable().seq(),
                        id,
                        turn,
                        List.of(why).stream().findFirst(),
                        due.plus(times.tolerance(due)));
        rows.add(slot);
        queue.add(slot);
    }

    private void without(Stretch stretch, SlotState state, String why) {
        rows.add(
                Slot.without(
                        facts.timetable().automation(),
                        stretch.first(),
                        stretch.last(),
                        stretch.count(),
                        facts.timetable().seq(),
                        state,
                        why));
    }

    private static Instant before(Instant moment) {
        return moment.minus(TICK);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
