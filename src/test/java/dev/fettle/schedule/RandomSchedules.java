package dev.fettle.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Wild schedules, the same ones for the same seed. Hours lie mostly where clocks are changed.
public final class RandomSchedules {
    private static final List<String> WEEK =
            List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final List<String> LONG_WEEK =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
    private static final List<String> YEAR =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");

    private final SplittableRandom random;

    public RandomSchedules(long seed) {
        random = new SplittableRandom(seed);
    }

    /// One to three texts.
    public List<String> next() {
        var texts = new ArrayList<String>();
        texts.add(random.nextInt(8) == 0 ? plain() : cron());
        while (random.nextInt(5) == 0) {
            texts.add(random.nextInt(2) == 0 ? plain() : cron());
        }
        return texts;
    }

    private String plain() {
        var at = " at %02d:%02d".formatted(hour(), random.nextInt(60));
        return switch (random.nextInt(6)) {
            case 0 -> "weekdays" + at;
            case 1 -> LONG_WEEK.get(random.nextInt(7)) + at;
            case 2 -> "monthly on " + (1 + random.nextInt(31)) + at;
            case 3 -> "monthly on last day" + at;
            case 4 -> "every " + (7 + random.nextInt(90)) + (random.nextBoolean() ? "m" : "h");
            default -> "daily" + at;
        };
    }

    private String cron() {
        return String.join(
                " ",
                minutes(),
                hours(),
                mostly("*", 3, this::daysOfMonth),
                mostly("*", 3, this::months),
                mostly("*", 3, this::daysOfWeek));
    }

    private String mostly(String usual, int times, Supplier<String> other) {
        return random.nextInt(times + 2) < times ? usual : other.get();
    }

    private String minutes() {
        return switch (random.nextInt(8)) {
            case 0 -> "*";
            case 1, 2 -> "*/" + (2 + random.nextInt(40));
            case 3 -> range(60);
            case 4 -> range(60) + "/" + (1 + random.nextInt(20));
            case 5 -> list(() -> Integer.toString(random.nextInt(60)));
            default -> Integer.toString(random.nextInt(60));
        };
    }

    private String hours() {
        return switch (random.nextInt(10)) {
            case 0, 1 -> "*";
            case 2, 3 -> "*/" + (1 + random.nextInt(13));
            case 4 -> range(24);
            case 5 -> range(24) + "/" + (1 + random.nextInt(6));
            case 6 -> list(() -> Integer.toString(hour()));
            case 7 -> "*," + hour();
            default -> Integer.toString(hour());
        };
    }

    private int hour() {
        return random.nextInt(3) == 0 ? random.nextInt(24) : random.nextInt(5);
    }

    private String daysOfMonth() {
        return switch (random.nextInt(7)) {
            case 0 -> "L";
            case 1 -> "L-" + (1 + random.nextInt(30));
            case 2 -> "*/" + (2 + random.nextInt(14));
            case 3 -> (1 + random.nextInt(15)) + "-" + (16 + random.nextInt(16));
            case 4 -> list(() -> Integer.toString(1 + random.nextInt(31)));
            case 5 -> (1 + random.nextInt(31)) + ",L";
            default -> Integer.toString(1 + random.nextInt(31));
        };
    }

    private String months() {
        return switch (random.nextInt(4)) {
            case 0 -> "*/" + (2 + random.nextInt(5));
            case 1 -> "mar-" + YEAR.get(3 + random.nextInt(9));
            case 2 -> list(() -> YEAR.get(random.nextInt(12)));
            default -> (1 + random.nextInt(6)) + "-" + (7 + random.nextInt(6));
        };
    }

    private String daysOfWeek() {
        return switch (random.nextInt(8)) {
            case 0 -> weekday() + "#" + (1 + random.nextInt(5));
            case 1 -> random.nextInt(8) + "L";
            case 2 -> weekday() + "L," + weekday();
            case 3 -> "*/" + (2 + random.nextInt(4));
            case 4 -> "fri-sun";
            case 5 -> random.nextInt(4) + "-" + (4 + random.nextInt(4));
            case 6 -> list(this::weekday);
            default -> Integer.toString(random.nextInt(8));
        };
    }

    private String weekday() {
        return WEEK.get(random.nextInt(7));
    }

    private String range(int end) {
        int from = random.nextInt(end);
        return from + "-" + (from + random.nextInt(end - from));
    }

    private String list(Supplier<String> item) {
        return IntStream.rangeClosed(0, 1 + random.nextInt(3))
                .mapToObj(_ -> item.get())
                .collect(Collectors.joining(","));
    }
}
