package dev.fettle.trigger;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Scheduled;
import dev.fettle.history.Timetable;
import dev.fettle.schedule.DueTimes;
import java.time.Instant;
import java.util.Optional;

/// An automation on its way through the slots of a timetable, which may be one that its definition
/// has left behind.
///
/// @param policy what becomes of slots, by today's definition
/// @param next when it is due; empty where it never is again
/// @param absence why its slots passed, where they did for a reason of its own
record Course(
        Automation automation,
        Scheduled policy,
        Timetable timetable,
        DueTimes times,
        Optional<Instant> next,
        Optional<String> absence) {

    /// By the schedule of its definition.
    static Course of(Automation automation, Timetable timetable, Optional<String> absence) {
        var policy = automation.definition().schedule().orElseThrow();
        var times = new DueTimes(policy.schedule(), timetable.zone(), timetable.anchor());
        return new Course(
                automation, policy, timetable, times, times.after(timetable.cursor()), absence);
    }

    /// By the schedule that it had before.
    static Course before(Automation automation, Timetable old) {
        var policy = automation.definition().schedule().orElseThrow();
        var times = old.times();
        return new Course(
                automation, policy, old, times, times.after(old.cursor()), Optional.empty());
    }

    String name() {
        return automation.name().text();
    }

    boolean isDue(Instant now) {
        return next.map(due -> !due.isAfter(now)).orElse(false);
    }

    /// The same, decided so far.
    Course at(Timetable other) {
        var then = new DueTimes(times.schedule(), other.zone(), other.anchor());
        return new Course(
                automation, policy, other, then, then.after(other.cursor()), Optional.empty());
    }

    /// Whether `at boot` is still to be decided for this boot of the machine.
    boolean isDueForBoot(String boot) {
        return times.schedule().isDueAtBoot() && !timetable.boot().equals(boot);
    }
}
