package dev.fettle.schedule;

import dev.fettle.notation.Mark;
import dev.fettle.notation.Source;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/// Schedules as users write them.
final class Schedules {
    /// When what says "every" was first read, where nothing else is stated.
    static final Instant ANCHOR = Instant.parse("2026-11-28T09:00:00Z");

    private Schedules() {}

    static Schedule of(List<String> texts) {
        return Schedule.read(
                texts.stream()
                        .map(text -> new ScheduleText(Source.of("test", text), Mark.START, text))
                        .toList());
    }

    static DueTimes in(String zone, String... texts) {
        return new DueTimes(of(Arrays.asList(texts)), ZoneId.of(zone), ANCHOR);
    }
}
