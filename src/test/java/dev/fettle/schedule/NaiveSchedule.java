package dev.fettle.schedule;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/// One well-formed text, read the slow and simple way: each value is asked of each item. It shares
/// nothing with the reader it is there to doubt.
final class NaiveSchedule {
    private static final List<String> WEEK =
            List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final List<String> YEAR =
            List.of(
                    "-", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct",
                    "nov", "dec");

    private final String[] fields;
    private final boolean[] minutes = new boolean[60];
    private final boolean[] hours = new boolean[24];
    private long day = Long.MIN_VALUE;
    private boolean isDay;

    NaiveSchedule(String text) {
        fields = asCron(text).split(" ", -1);
        for (int minute = 0; minute < minutes.length; minute++) {
            minutes[minute] = has(fields[0], minute, 0, List.of());
        }
        for (int hour = 0; hour < hours.length; hour++) {
            hours[hour] = has(fields[1], hour, 0, List.of());
        }
    }

    boolean namesHours() {
        return !fields[1].startsWith("*");
    }

    /// @param wallMinute minutes on the wall since 1970
    boolean names(long wallMinute) {
        if (!minutes[(int) Math.floorMod(wallMinute, 60L)]
                || !hours[(int) Math.floorMod(Math.floorDiv(wallMinute, 60L), 24L)]) {
            return false;
        }
        long today = Math.floorDiv(wallMinute, 24 * 60L);
        if (today != day) {
            day = today;
            isDay = namesDay(LocalDate.ofEpochDay(today));
        }
        return isDay;
    }

    private boolean namesDay(LocalDate date) {
        if (!has(fields[3], date.getMonthValue(), 1, YEAR)) {
            return false;
        }
        boolean byMonth = byMonth(date);
        boolean byWeek = byWeek(date);
        boolean either = !fields[2].startsWith("*") && !fields[4].startsWith("*");
        return either ? byMonth || byWeek : byMonth && byWeek;
    }

    private boolean byMonth(LocalDate date) {
        for (var item : fields[2].split(",", -1)) {
            int fromLast = date.lengthOfMonth() - date.getDayOfMonth();
            boolean is =
                    item.startsWith("L")
                            ? fromLast == (item.equals("L") ? 0 : number(item.substring(2)))
                            : has(item, date.getDayOfMonth(), 1, List.of());
            if (is) {
                return true;
            }
        }
        return false;
    }

    private boolean byWeek(LocalDate date) {
        int weekday = date.getDayOfWeek().getValue() % 7;
        for (var item : fields[4].split(",", -1)) {
            boolean is;
            if (item.contains("#")) {
                is =
                        weekday == weekday(item.split("#", -1)[0])
                                && (date.getDayOfMonth() + 6) / 7 == number(item.split("#", -1)[1]);
            } else if (item.endsWith("L")) {
                is =
                        weekday == weekday(item.replace("L", ""))
                                && date.plusDays(7).getMonth() != date.getMonth();
            } else {
                var plain = item.replace("-sun", "-7");
                is =
                        has(plain, weekday, 0, WEEK)
                                || weekday == 0 && !plain.startsWith("*") && has(plain, 7, 0, WEEK);
            }
            if (is) {
                return true;
            }
        }
        return false;
    }

    private static int weekday(String text) {
        return (WEEK.contains(text) ? WEEK.indexOf(text) : number(text)) % 7;
    }

    private static boolean has(String field, int value, int lowest, List<String> names) {
        for (var item : field.split(",", -1)) {
            var range = item.split("/", -1)[0];
            int step = item.contains("/") ? number(item.split("/", -1)[1]) : 1;
            int from = lowest;
            int to = Integer.MAX_VALUE;
            if (!range.equals("*")) {
                var ends = range.split("-", -1);
                from = names.contains(ends[0]) ? names.indexOf(ends[0]) : number(ends[0]);
                var last = ends[ends.length - 1];
                to = names.contains(last) ? names.indexOf(last) : number(last);
            }
            if (value >= from && value <= to && (value - from) % step == 0) {
                return true;
            }
        }
        return false;
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    private static String asCron(String text) {
        var words = text.toLowerCase(Locale.ROOT).split(" ", -1);
        var time = words[words.length - 1].split(":", -1);
        if (time.length != 2) {
            return text;
        }
        var at = number(time[1]) + " " + number(time[0]) + " ";
        return switch (words[0]) {
            case "daily" -> at + "* * *";
            case "weekdays" -> at + "* * 1-5";
            case "monthly" -> at + (words[2].equals("last") ? "L" : words[2]) + " * *";
            default -> at + "* * " + words[0].substring(0, 3);
        };
    }
}
