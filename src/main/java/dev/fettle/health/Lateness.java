package dev.fettle.health;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Definition;
import dev.fettle.history.Pauses;
import dev.fettle.history.Run;
import dev.fettle.history.Slots;
import dev.fettle.notation.Wording;
import dev.fettle.platform.Clock;
import dev.fettle.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whether an automation has succeeded as often as it promised.
final class Lateness {
    private static final Duration A_LITTLE = Duration.ofMinutes(10);

    private final Awake awake;
    private final Sights sights;
    private final Pauses pauses;
    private final Slots slots;
    private final Clock clock;

    Lateness(Store store, Clock clock) {
        this.awake = new Awake(store, clock);
        this.sights = new Sights(store, clock);
        this.pauses = new Pauses(store);
        this.slots = new Slots(store);
        this.clock = clock;
    }

    /// @param late since when and why; empty where it is in time
    /// @param changesAt when time alone may change that
    record Answer(Optional<Late> late, Optional<Instant> changesAt) {
        static final Answer NEVER = new Answer(Optional.empty(), Optional.empty());
    }

    record Late(Instant since, String reason) {}

    /// @param recent its runs that count, the newest first
    Answer of(Automation automation, List<Run> recent) throws IOException {
        var name = automation.name().text();
        var good = recent.stream().filter(Run::isGood).findFirst().map(Run::endedAt);
        var from = beginning(name, good);
        if (from.isEmpty()) {
            return Answer.NEVER;
        }
        var expect = automation.definition().attention().expect();
        return expect.isPresent()
                ? judged(expect.get(), from.get(), good, recent)
                : bySchedule(automation, from.get(), good, recent);
    }

    /// What promised nothing by itself is late once the first slot after its last success is
    /// overdue by as long as it usually takes, and a little more.
    private Answer bySchedule(
            Automation automation, Instant from, Optional<Instant> good, List<Run> recent)
            throws IOException {
        var timetable = slots.timetable(automation.name().text());
        if (automation.definition().schedule().isEmpty() || timetable.isEmpty()) {
            return Answer.NEVER;
        }
        var times = timetable.get().times();
        var anchor =
                timetable.get().anchor(); // another schedule made no promise before it was read
        var due = times.after(from.isAfter(anchor) ? from : anchor);
        var next = due.flatMap(times::after);
        if (due.isEmpty() || next.isEmpty() || isQuick(due.get(), next.get())) {
            return Answer.NEVER;
        }
        var overdue = due.get().plus(longest(recent)).plus(A_LITTLE);
        if (clock.now().isBefore(overdue)) {
            return new Answer(Optional.empty(), Optional.of(overdue));
        }
        return unlessHeld(
                due.get(),
                lastSuccess(good) + ", and was due at " + Wording.moment(due.get()),
                recent);
    }

    private static boolean isQuick(Instant due, Instant next) {
        return Duration.between(due, next).compareTo(Duration.ofMinutes(1)) < 0;
    }

    private static Duration longest(List<Run> recent) {
        return recent.stream()
                .filter(Run::isGood)
                .flatMap(run -> run.duration().stream())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /// What it is counted from: the last success, or its creation; a pause is nobody's delay.
    private Optional<Instant> beginning(String name, Optional<Instant> good) throws IOException {
        var from = good;
        if (from.isEmpty()) {
            from = sights.find(name).map(Sight::firstSeen);
        }
        var woken = pauses.lastEnd(name, clock.now());
        return from.map(at -> woken.filter(end -> end.isAfter(at)).orElse(at));
    }

    private Answer judged(Duration expect, Instant from, Optional<Instant> good, List<Run> recent)
            throws IOException {
        var now = clock.now();
        var awakeLeft = expect.minus(awake.since(from));
        var wallLeft = Duration.between(now, from.plus(expect.multipliedBy(2)));
        var left = awakeLeft.compareTo(wallLeft) < 0 ? awakeLeft : wallLeft;
        if (left.isPositive()) {
            return new Answer(Optional.empty(), Optional.of(now.plus(left)));
        }
        return unlessHeld(
                from.plus(expect),
                lastSuccess(good) + ", and is expected to every " + Wording.duration(expect),
                recent);
    }

    private Answer unlessHeld(Instant since, String reason, List<Run> recent) throws IOException {
        var held = awake.hold().filter(mark -> holds(mark, recent));
        return held.isPresent()
                ? new Answer(Optional.empty(), held.get().hold().map(Awake.Hold::until))
                : new Answer(Optional.of(new Late(since, reason)), Optional.empty());
    }

    boolean isHeld() throws IOException {
        return awake.hold().isPresent();
    }

    static boolean isPossible(Definition definition) {
        return definition.attention().expect().isPresent() || definition.schedule().isPresent();
    }

    private static String lastSuccess(Optional<Instant> good) {
        return good.map(at -> "it last succeeded at " + Wording.moment(at))
                .orElse("it has never succeeded");
    }

    /// Whoever has just come back is given time, unless a run has shown how things are.
    private static boolean holds(Awake.Mark mark, List<Run> recent) {
        boolean strict = mark.hold().map(Awake.Hold::strict).orElse(false);
        return strict || recent.stream().noneMatch(run -> run.endedAt().isAfter(mark.at()));
    }
}
