package dev.fettle.history;

import dev.fettle.notation.Mark;
import dev.fettle.notation.Source;
import dev.fettle.schedule.DueTimes;
import dev.fettle.schedule.Schedule;
import dev.fettle.schedule.ScheduleText;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// A schedule of an automation as it was read at some time, and how far its slots are accounted
/// for.
///
/// @param texts as they were written
/// @param anchor what `every …` counts from
/// @param cursor the slots up to this moment, itself included, have their rows
/// @param boot the newest boot of the machine for which `at boot` was decided
public record Timetable(
        long seq,
        String automation,
        List<String> texts,
        ZoneId zone,
        Instant anchor,
        Instant cursor,
        String boot) {
    public Timetable {
        texts = List.copyOf(texts);
    }

    /// When it is due.
    public DueTimes times() {
        var source = Source.of("the timetable of " + automation, String.join("\n", texts));
        var written = texts.stream().map(text -> new ScheduleText(source, Mark.START, text));
        return new DueTimes(Schedule.read(written.toList()), zone, anchor);
    }

    /// The same in its place in the store.
    public Timetable at(long place) {
        return new Timetable(place, automation, texts, zone, anchor, cursor, boot);
    }

    public Timetable upTo(Instant moment) {
        return new Timetable(seq, automation, texts, zone, anchor, moment, boot);
    }

    public Timetable anchored(Instant moment) {
        return new Timetable(seq, automation, texts, zone, moment, cursor, boot);
    }

    public Timetable booted(String id) {
        return new Timetable(seq, automation, texts, zone, anchor, cursor, id);
    }

    /// Whether a schedule is still this one.
    public boolean says(List<String> others, ZoneId place) {
        return texts.equals(others) && zone.equals(place);
    }
}
