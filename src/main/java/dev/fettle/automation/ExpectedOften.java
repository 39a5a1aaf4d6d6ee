package dev.fettle.automation;

import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
import dev.fettle.notation.Source;
import dev.fettle.notation.Wording;
import dev.fettle.platform.Machine;
import dev.fettle.schedule.DueTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Consumer;

/// An automation that is expected to succeed more often than its schedule comes due would be late
/// however well it works. A daily one has days of 25 hours.
final class ExpectedOften {
    /// Two years hold each change of the clock; what may be silent for longer is looked at for
    /// longer.
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    private static final Duration TWO_YEARS = Duration.ofDays(731);
    private static final int MOST_SILENCES = 10;

    private final Source source;
    private final Node.Mapping front;
    private final Consumer<Problem> problems;

    ExpectedOften(Source source, Node.Mapping front, Consumer<Problem> problems) {
        this.source = source;
        this.front = front;
        this.problems = problems;
    }

    void check(Definition definition) {
        var schedule = definition.schedule();
        var expect = definition.attention().expect().filter(Duration::isPositive);
        if (schedule.isEmpty() || expect.isEmpty() || schedule.get().schedule().isDueAtBoot()) {
            return;
        }
        var zone = schedule.get().zone().orElseGet(Machine::timeZone);
        var times = new DueTimes(schedule.get().schedule(), zone, FROM);
        times.gapBeyond(expect.get(), FROM, until(expect.get()))
                .ifPresent(gap -> problems.accept(problem(gap, zone)));
    }

    private static Instant until(Duration expect) {
        var longer = expect.multipliedBy(MOST_SILENCES);
        return FROM.plus(longer.compareTo(TWO_YEARS) > 0 ? longer : TWO_YEARS);
    }

    private Problem problem(DueTimes.Gap gap, ZoneId zone) {
        var stated = front.get("expect").orElseThrow();
        return source.problem(
                stated.mark(),
                "%s is more often than the schedule comes due: from %s to %s it is silent for %s"
                        .formatted(
                                Wording.quoted(stated.text()),
                                Wording.slot(gap.from(), zone),
                                Wording.slot(gap.until(), zone),
                                hours(gap.length(), 0)),
                "right would be more than that, with the time that a run takes: every "
                        + hours(gap.length(), 1));
    }

    /// In whole hours, or minutes where it is less than that.
    private static String hours(Duration length, int more) {
        long minutes = length.plusSeconds(59).toMinutes();
        return minutes < 60 ? minutes + more * 5L + "m" : (minutes + 59) / 60 + more + "h";
    }
}
