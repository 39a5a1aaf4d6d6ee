package dev.fettle.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.notation.UserError;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Whatever somebody writes is a schedule, or an error that says where; soon. A failure names its
/// seed; `-Dfettle.seed=SEED` begins with that text.
class HostileSchedulesTest {
    private static final int TEXTS = 10_000;
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Instant NOW = Instant.parse("2026-11-28T09:00:00Z");
    private static final List<String> PIECES =
            List.of(
                    "*",
                    "/",
                    "-",
                    ",",
                    "#",
                    "L",
                    "W",
                    "?",
                    "@",
                    " ",
                    "\t",
                    "\n",
                    "\r",
                    "\0",
                    "é",
                    "😀",
                    "\ud83d",
                    "\u2028",
                    "\u00a0",
                    "%s",
                    "\"",
                    "0",
                    "1",
                    "2",
                    "31",
                    "59",
                    "99999999999",
                    "-1",
                    "jan",
                    "fri",
                    "sun",
                    "every ",
                    "daily",
                    " at ",
                    "02:30",
                    "monthly on ",
                    "last day",
                    "boot",
                    "@daily",
                    "15m",
                    "* * * * *",
                    "0 0 * * ");

    @Test
    void ten_thousand_random_texts_are_schedules_or_errors_with_a_place() {
        long first = Long.getLong("fettle.seed", 1);
        int read = 0;
        for (long seed = first; seed < first + TEXTS; seed++) {
            var text = text(new SplittableRandom(seed));
            try {
                read += isSchedule(text) ? 1 : 0;
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed %d: %s".formatted(seed, text), e);
            }
        }
        assertThat(read).as("what was not spoilt").isBetween(TEXTS / 20, TEXTS / 2);
    }

    @Test
    void texts_of_any_length_are_told_as_soon() {
        for (var piece : PIECES) {
            for (int length : List.of(900, 1_000_000)) {
                var start = System.nanoTime();

                isSchedule(piece.repeat(length / piece.length()));
                isSchedule("0 0 " + piece.repeat(length / piece.length()) + " * *");

                assertThat(Duration.ofNanos(System.nanoTime() - start)).as(piece).isLessThan(SOON);
            }
        }
    }

    private static String text(SplittableRandom random) {
        if (random.nextInt(3) == 0) {
            var text = new StringBuilder();
            for (int left = random.nextInt(12); left >= 0; left--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            return text.toString();
        }
        var text = new StringBuilder(new RandomSchedules(random.nextLong()).next().getFirst());
        for (int left = random.nextInt(3); left > 0; left--) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + random.nextInt(3));
            text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static boolean isSchedule(String text) {
        try {
            var schedule = Schedules.of(List.of(text));
            var next = new DueTimes(schedule, ZoneId.of("Africa/Cairo"), NOW).after(NOW);
            assertThat(next.orElse(Instant.MAX)).isAfter(NOW);
            return true;
        } catch (UserError e) {
            assertThat(e.problems()).hasSizeLessThanOrEqualTo(5);
            var problem = e.problems().getFirst();
            assertThat(problem.mark().column())
                    .isBetween(1, text.codePointCount(0, text.length()) + 1);
            assertThat(problem.headline())
                    .hasSizeLessThan(1000)
                    .doesNotContainPattern("\\p{Cntrl}");
            return false;
        }
    }
}
