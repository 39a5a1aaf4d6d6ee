package dev.fettle.schedule;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// One of the five fields of cron: its values and their names.
enum Field {
    MINUTE("minute", 0, 59, List.of()),
    HOUR("hour", 0, 23, List.of()),
    DAY_OF_MONTH("day of the month", 1, 31, List.of()),
    MONTH(
            "month",
            1,
            12,
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec")),
    /// Sunday is 0 and, as an end, 7.
    DAY_OF_WEEK("day of the week", 0, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));

    private final String noun;
    private final int lowest;
    private final int highest;
    private final List<String> names;

    Field(String noun, int lowest, int highest, List<String> names) {
        this.noun = noun;
        this.lowest = lowest;
        this.highest = highest;
        this.names = names;
    }

    String noun() {
        return noun;
    }

    int lowest() {
        return lowest;
    }

    int highest() {
        return highest;
    }

    List<String> names() {
        return names;
    }

    /// The highest value that is not another's second number, as Sunday's 7 is.
    int last() {
        return this == DAY_OF_WEEK ? highest - 1 : highest;
    }

    long all() {
        return Days.bits(lowest, last());
    }

    OptionalInt named(String word) {
        int place = names.indexOf(word.toLowerCase(Locale.ROOT));
        return place < 0 ? OptionalInt.empty() : OptionalInt.of(place + lowest);
    }

    /// `0 to 7, or sun to sat`
    String range() {
        var numbers = lowest + " to " + highest;
        return names.isEmpty()
                ? numbers
                : "%s, or %s to %s".formatted(numbers, names.getFirst(), names.getLast());
    }
}
