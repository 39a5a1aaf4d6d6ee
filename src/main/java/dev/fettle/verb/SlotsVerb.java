package dev.fettle.verb;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Reading;
import dev.fettle.automation.Scheduled;
import dev.fettle.history.RunId;
import dev.fettle.history.Slot;
import dev.fettle.history.SlotState;
import dev.fettle.history.Slots;
import dev.fettle.history.Timetable;
import dev.fettle.notation.UserError;
import dev.fettle.platform.Machine;
import dev.fettle.schedule.DueTimes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// `fettle next [NAME]`: what comes, and what became of what was due.
public final class SlotsVerb {
    private static final Duration FIVE_YEARS = Duration.ofDays(5 * 365);
    private static final int MOST = 1_000_000;

    private final Workshop workshop;
    private final Slots slots;

    public SlotsVerb(Workshop workshop) {
        this.workshop = workshop;
        this.slots = new Slots(workshop.store());
    }

    /// @param automation empty for all
    /// @param since how far back
    /// @param limit at most so many of each list
    public record Question(Optional<String> automation, Duration since, int limit) {}

    /// @param rows what was due, as it is kept: neighbours of which the same is to be said are one
    public record Answer(List<Coming> coming, List<NextView.Past> past, List<Row> rows) {
        public Answer {
            coming = List.copyOf(coming);
            past = List.copyOf(past);
            rows = List.copyOf(rows);
        }

        public NextView view() {
            return new NextView(
                    coming.stream()
                            .map(c -> new NextView.Coming(Optional.of(c.automation()), c.due()))
                            .toList(),
                    past);
        }
    }

    public record Coming(String automation, Instant due, ZoneId zone, List<String> remarks) {
        public Coming {
            remarks = List.copyOf(remarks);
        }
    }

    /// Slots of which the same is to be said.
    public record Row(
            String automation,
            Instant due,
            Instant last,
            long count,
            ZoneId zone,
            Optional<String> state,
            Optional<String> reason) {}

    /// @throws UserError where the named one is no automation
    public Answer answer(Question question) throws IOException {
        if (question.limit() < 1 || question.limit() > MOST) {
            throw new UserError("--limit is 1 to %d, not %d".formatted(MOST, question.limit()));
        }
        var now = workshop.clock().now().truncatedTo(ChronoUnit.MILLIS);
        var coming = new ArrayList<Coming>();
        var past = new ArrayList<NextView.Past>();
        var rows = new ArrayList<Row>();
        for (var automation : asked(question.automation())) {
            var timetable = timetable(workshop, automation, now);
            var window = new Window(now.minus(question.since()), now, question.limit());
            timetable.ifPresent(t -> {
                coming.addAll(coming(t, now, question.limit()));
                undecided(t, window)
                        .forEach(due -> {
                            past.add(undecided(t, due));
                            rows.add(undecidedRow(t, due));
                        });
            });
            addPast(automation.name().text(), window, past, rows);
        }
        coming.sort(Comparator.comparing(Coming::due).thenComparing(Coming::automation));
        past.sort(Comparator.comparing(NextView.Past::due).reversed());
        rows.sort(Comparator.comparing(Row::last).reversed());
        return new Answer(
                cut(coming, question.limit()),
                cut(past, question.limit()),
                cut(rows, question.limit()));
    }

    private List<Automation> asked(Optional<String> name) throws IOException {
        if (name.isPresent()) {
            return List.of(workshop.home().automation(name.get()));
        }
        return Reading.automations(workshop.home().automations());
    }

    /// The timetable that an automation goes by: the one that is kept, or the one that the next
    /// `fettle up` will begin. Empty where it has no schedule.
    static Optional<Timetable> timetable(Workshop workshop, Automation automation, Instant now)
            throws IOException {
        var schedule = automation.definition().schedule();
        if (schedule.isEmpty()) {
            return Optional.empty();
        }
        var zone = zone(workshop, schedule.get());
        var name = automation.name().text();
        var kept = new Slots(workshop.store()).timetable(name);
        return kept.filter(t -> t.says(schedule.get().texts(), zone))
                .or(() ->
                        Optional.of(
                                new Timetable(
                                        0,
                                        name,
                                        schedule.get().texts(),
                                        zone,
                                        now.truncatedTo(ChronoUnit.SECONDS),
                                        now,
                                        "")));
    }

    private static ZoneId zone(Workshop workshop, Scheduled schedule) {
        return schedule.zone().orElseGet(() -> workshop.settings().zone());
    }

    private static List<Coming> coming(Timetable timetable, Instant now, int limit) {
        var times = timetable.times();
        return times.between(now, now.plus(FIVE_YEARS), limit).stream()
                .map(due ->
                        new Coming(
                                timetable.automation(), due, timetable.zone(), times.remarks(due)))
                .toList();
    }

    private record Window(Instant from, Instant until, int limit) {}

    /// What has fallen due since the cursor, and nobody was up to decide it.
    private static List<Instant> undecided(Timetable timetable, Window window) {
        var from = timetable.cursor().isAfter(window.from()) ? timetable.cursor() : window.from();
        if (!from.isBefore(window.until())) {
            return List.of();
        }
        return timetable.times().newest(from, window.until(), window.limit());
    }

    private static NextView.Past undecided(Timetable timetable, Instant due) {
        return new NextView.Past(
                timetable.automation(), due, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Row undecidedRow(Timetable timetable, Instant due) {
        return new Row(
                timetable.automation(),
                due,
                due,
                1,
                timetable.zone(),
                Optional.empty(),
                Optional.empty());
    }

    private void addPast(String automation, Window window, List<NextView.Past> past, List<Row> rows)
            throws IOException {
        var timetables = new HashMap<Long, Optional<Timetable>>();
        int left = window.limit();
        for (var slot : slots.between(automation, window.from(), window.until(), window.limit())) {
            if (!timetables.containsKey(slot.timetable())) {
                timetables.put(slot.timetable(), slots.timetable(slot.timetable()));
            }
            var timetable = timetables.getOrDefault(slot.timetable(), Optional.empty());
            rows.add(row(slot, timetable.map(Timetable::zone).orElseGet(Machine::timeZone)));
            if (left > 0) {
                var single = single(slot, timetable.map(Timetable::times), window, left);
                left -= single.size();
                past.addAll(single);
            }
        }
    }

    /// Each of a row's slots that lies in the window.
    private static List<NextView.Past> single(
            Slot slot, Optional<DueTimes> times, Window window, int most) {
        if (slot.count() == 1 || times.isEmpty()) {
            return List.of(past(slot, slot.due()));
        }
        var from = slot.due().isBefore(window.from()) ? window.from() : slot.due();
        var until = slot.last().isAfter(window.until()) ? window.until() : slot.last();
        return times.get().newest(from.minusMillis(1), until, most).stream()
                .map(due -> past(slot, due))
                .toList();
    }

    private static NextView.Past past(Slot slot, Instant due) {
        return new NextView.Past(
                slot.automation(),
                due,
                slot.state().map(SlotState::word),
                slot.reason(),
                slot.run().filter(_ -> slot.state().isPresent()).map(RunId::text));
    }

    private static Row row(Slot slot, ZoneId zone) {
        return new Row(
                slot.automation(),
                slot.due(),
                slot.last(),
                slot.count(),
                zone,
                slot.state().map(SlotState::word),
                slot.reason());
    }

    private static <T> List<T> cut(List<T> list, int limit) {
        return list.subList(0, Math.min(limit, list.size()));
    }
}
