package dev.fettle.verb;

import dev.fettle.notation.Mark;
import dev.fettle.notation.Source;
import dev.fettle.notation.UserError;
import dev.fettle.platform.Machine;
import dev.fettle.schedule.DueTimes;
import dev.fettle.schedule.Schedule;
import dev.fettle.schedule.ScheduleText;
import dev.fettle.schedule.TimeZones;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// `fettle next --schedule TEXT`: what a schedule would mean, before it is written anywhere.
public final class NextVerb {
    private static final Duration FIVE_YEARS = Duration.ofDays(5 * 365);
    private static final Duration YEAR = Duration.ofDays(366);
    private static final int MOST = 10_000;
    private static final String OPTION = "--schedule";

    private NextVerb() {}

    /// @param schedules one schedule, as a list of texts
    /// @param timezone empty for the machine's own
    /// @param limit at most so many slots
    public record Question(List<String> schedules, Optional<String> timezone, int limit) {
        public Question {
            schedules = List.copyOf(schedules);
        }
    }

    /// A slot to come, and what a change of the clock makes of it.
    public record Slot(Instant due, List<String> remarks) {
        public Slot {
            remarks = List.copyOf(remarks);
        }
    }

    /// What comes.
    ///
    /// @param coming within five years, the next one first
    /// @param touched those within a year that a change of the clock touches, and that are not
    ///   among the coming ones that are shown
    /// @param atBoot whether it is due after each boot too
    /// @param counted whether some of it counts from an anchor: here from now
    public record Answer(
            ZoneId zone, List<Slot> coming, List<Slot> touched, boolean atBoot, boolean counted) {
        public Answer {
            coming = List.copyOf(coming);
            touched = List.copyOf(touched);
        }
    }

    /// @throws UserError with every problem of every text
    public static Answer answer(Question question, Instant now) {
        if (question.limit() < 1 || question.limit() > MOST) {
            throw new UserError("--limit is 1 to %d, not %d".formatted(MOST, question.limit()));
        }
        var zone = question.timezone().map(TimeZones::named).orElseGet(Machine::timeZone);
        var schedule =
                Schedule.read(question.schedules().stream().map(NextVerb::asWritten).toList());
        var times = new DueTimes(schedule, zone, now.truncatedTo(ChronoUnit.SECONDS));
        var coming = times.between(now, now.plus(FIVE_YEARS), question.limit());
        var touched =
                times.touched(now, now.plus(YEAR)).stream()
                        .filter(slot -> !coming.contains(slot))
                        .toList();
        return new Answer(
                zone,
                slots(coming, times),
                slots(touched, times),
                schedule.isDueAtBoot(),
                schedule.countsFromAnAnchor());
    }

    private static ScheduleText asWritten(String text) {
        return new ScheduleText(Source.of(OPTION, text), Mark.START, text);
    }

    private static List<Slot> slots(List<Instant> due, DueTimes times) {
        return due.stream().map(slot -> new Slot(slot, times.remarks(slot))).toList();
    }
}
