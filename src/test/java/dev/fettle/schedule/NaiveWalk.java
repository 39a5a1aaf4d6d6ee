package dev.fettle.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/// The rules of daylight saving, minute by minute: at each minute of the world's time it looks at
/// the clock on the wall, and remembers the latest time that this clock has ever shown.
///
/// - A schedule that names its hours is due when the wall shows, or has just leapt over, a time
///   that it names and that was never shown before. So what is leapt over is due once, behind the
///   gap, and what is shown again is not due again.
/// - Any other is due whenever the wall shows a time that it names.
public final class NaiveWalk {
    private static final long MINUTE = 60;
    private static final long RUN_UP = 3 * 24 * 60 * MINUTE;

    private NaiveWalk() {}

    /// The slots of each schedule, a list of texts, in seconds since 1970.
    ///
    /// @param from a whole minute
    /// @param anchor a whole minute, from which `every 7m` counts
    public static List<long[]> slots(
            List<List<String>> schedules,
            ZoneId zone,
            Instant from,
            Instant until,
            Instant anchor) {
        var walked = schedules.stream().map(texts -> new Walked(texts, anchor)).toList();
        var rules = zone.getRules();
        long latest = Long.MIN_VALUE;
        for (long now = from.getEpochSecond() - RUN_UP;
                now < until.getEpochSecond();
                now += MINUTE) {
            long shift = rules.getOffset(Instant.ofEpochSecond(now)).getTotalSeconds();
            long wall = Math.floorDiv(now + shift, MINUTE);
            if (now >= from.getEpochSecond()) {
                for (var each : walked) {
                    each.look(now, wall, latest);
                }
            }
            latest = Math.max(latest, wall);
        }
        return walked.stream().map(Walked::slots).toList();
    }

    private static final class Walked {
        private final List<NaiveSchedule> calendars;
        private final long[] periods;
        private final long anchor;
        private long[] slots = new long[1024];
        private int count;

        Walked(List<String> texts, Instant anchor) {
            this.anchor = anchor.getEpochSecond();
            periods =
                    texts.stream()
                            .filter(text -> text.startsWith("every "))
                            .mapToLong(NaiveWalk::period)
                            .toArray();
            calendars =
                    texts.stream()
                            .filter(text -> !text.startsWith("every "))
                            .map(NaiveSchedule::new)
                            .toList();
        }

        void look(long now, long wall, long latest) {
            if (isDue(now, wall, latest)) {
                if (count == slots.length) {
                    slots = Arrays.copyOf(slots, 2 * count);
                }
                slots[count++] = now;
            }
        }

        private boolean isDue(long now, long wall, long latest) {
            for (var calendar : calendars) {
                if (calendar.namesHours()) {
                    for (long time = latest + 1; time <= wall; time++) {
                        if (calendar.names(time)) {
                            return true;
                        }
                    }
                } else if (calendar.names(wall)) {
                    return true;
                }
            }
            return LongStream.of(periods)
                    .anyMatch(period -> now > anchor && (now - anchor) % period == 0);
        }

        long[] slots() {
            return Arrays.copyOf(slots, count);
        }
    }

    private static long period(String text) {
        var number = text.replaceAll("[^0-9]", "");
        return Long.parseLong(number) * (text.endsWith("h") ? 60 : 1) * MINUTE;
    }
}
