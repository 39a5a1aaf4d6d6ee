package dev.fettle.automation;

import dev.fettle.notation.Durations;
import dev.fettle.notation.Mark;
import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
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
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads `schedule` and the keys that belong to it.
final class ScheduledReader {
    /// What is never due after this moment is never due: calendars go in circles.
    private static final Instant SOME_MOMENT = Instant.parse("2026-01-01T00:00:00Z");

    private final Source source;
    private final Node.Mapping front;
    private final Consumer<Problem> problems;

    ScheduledReader(Source source, Node.Mapping front, Consumer<Problem> problems) {
        this.source = source;
        this.front = front;
        this.problems = problems;
    }

    /// Empty where there is no schedule, or one with problems.
    Optional<Scheduled> read() {
        var zone = front.get("timezone").flatMap(node -> zone(node, source, problems));
        var catchUp = front.get("catch-up");
        var options = catchUp.filter(Node.Mapping.class::isInstance).map(Node.Mapping.class::cast);
        var which = options.map(o -> o.text("run")).orElseGet(() -> catchUp.map(Node::text));
        var within = options.flatMap(o -> o.get("within")).map(this::within);
        var whenBusy = front.text("when-busy");
        var stated = front.get("schedule");
        return stated.flatMap(node -> schedule(node, zone))
                .map(schedule ->
                        new Scheduled(
                                schedule,
                                stated.orElseThrow().texts(),
                                zone,
                                Scheduled.CatchUp.valueOf(upper(which.orElse("latest"))),
                                within,
                                Scheduled.WhenBusy.valueOf(upper(whenBusy.orElse("skip"))),
                                !front.text("lost").orElse("again").equals("stop")));
    }

    Optional<Schedule> schedule(Node node, Optional<ZoneId> zone) {
        try {
            var schedule = Schedule.read(node.asList().stream().map(this::text).toList());
            var times = new DueTimes(schedule, zone.orElseGet(Machine::timeZone), SOME_MOMENT);
            if (!schedule.isDueAtBoot() && times.after(SOME_MOMENT).isEmpty()) {
                problems.accept(
                        source.problem(
                                node.mark(),
                                "the schedule never comes due in " + times.zone(),
                                "right would be a time that exists there"));
            }
            return Optional.of(schedule);
        } catch (UserError e) {
            e.problems().forEach(problems);
            return Optional.empty();
        }
    }

    private ScheduleText text(Node node) {
        boolean quoted = node instanceof Node.Scalar scalar && !scalar.plain();
        var mark = quoted ? new Mark(node.mark().line(), node.mark().column() + 1) : node.mark();
        return new ScheduleText(source, mark, node.text());
    }

    /// A time zone by its name.
    static Optional<ZoneId> zone(Node node, Source source, Consumer<Problem> problems) {
        try {
            return Optional.of(TimeZones.named(node.text()));
        } catch (UserError e) {
            var words = String.valueOf(e.getMessage()).split("; ", 2);
            problems.accept(source.problem(node.mark(), words[0], words[words.length - 1]));
            return Optional.empty();
        }
    }

    private Duration within(Node node) {
        var within = Durations.at(node);
        if (within.isZero()) {
            problems.accept(
                    source.problem(
                            node.mark(),
                            "within: no time at all",
                            "right would be catch-up: none"));
        }
        return within;
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
