package dev.fettle.schedule;

import dev.fettle.notation.Durations;
import dev.fettle.notation.Problem;
import dev.fettle.notation.Wording;
import dev.fettle.schedule.ScheduleText.Word;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the plain forms: `every 15m`, `daily at 02:30`, `weekdays at 09:00`, `monday at 08:00`,
/// `monthly on 1 at 06:00`, `monthly on last day at 06:00`, `at boot`.
final class PlainReader {
    private static final List<String> BEGINNINGS =
            Stream.concat(
                            Stream.of("every", "daily", "weekdays", "monthly", "at"),
                            Arrays.stream(DayOfWeek.values()).map(PlainReader::name))
                    .toList();
    private static final Pattern TIME = Pattern.compile("([0-9]{1,2}):([0-9]{2})");
    private static final Pattern SPELT_OUT =
            Pattern.compile("([0-9]{1,9}) ?(s|m|h|d|w)[a-z]*", Pattern.CASE_INSENSITIVE);
    private static final long WORKDAYS = Days.bits(1, 5);
    private static final int WEEK = 7;
    private static final int LONGEST_MONTH = 31;
    private static final String SOME_PERIOD = "right would be " + Durations.RIGHT;

    private final ScheduleText text;
    private final List<Word> words;
    private final List<Problem> problems;

    PlainReader(ScheduleText text, List<Word> words, List<Problem> problems) {
        this.text = text;
        this.words = words;
        this.problems = problems;
    }

    /// The words that a plain form begins with.
    static List<String> beginnings() {
        return BEGINNINGS;
    }

    private static String name(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    Optional<Cadence> cadence() {
        var first = words.getFirst().lower();
        return switch (first) {
            case "every" -> every();
            case "at" -> atBoot();
            case "daily" -> atTime(1, "daily", Days.ALL);
            case "weekdays" -> atTime(1, "weekdays", Days.ofWeek(WORKDAYS));
            case "monthly" -> monthly();
            default -> onDay(first);
        };
    }

    private Optional<Cadence> onDay(String day) {
        int weekday = DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)).getValue() % WEEK;
        return isWord(1, "at", day + " at 08:00; several days are a list of such texts")
                ? atTime(1, day, Days.ofWeek(1L << weekday))
                : Optional.empty();
    }

    private Optional<Cadence> atBoot() {
        return isWord(1, "boot", "at boot") && isEnd(2, "at boot")
                ? Optional.of(new Cadence.AtBoot())
                : Optional.empty();
    }

    private Optional<Cadence> monthly() {
        if (!isWord(1, "on", "monthly on 1 at 06:00")) {
            return Optional.empty();
        }
        if (words.size() > 2 && words.get(2).is("last")) {
            return isWord(3, "day", "monthly on last day at 06:00")
                    ? atTime(4, "monthly on last day", Days.lastOfMonth())
                    : Optional.empty();
        }
        var number =
                words.size() > 2 ? FieldReader.number(words.get(2).text()) : OptionalInt.empty();
        if (number.isEmpty() || number.getAsInt() < 1 || number.getAsInt() > LONGEST_MONTH) {
            return wrong(
                    2,
                    place(2) + " where a day of the month was expected",
                    "right would be 1 to 31, or last day");
        }
        return atTime(3, "monthly on " + number.getAsInt(), Days.ofMonth(number.getAsInt()));
    }

    /// `at 02:30`, and nothing behind it.
    private Optional<Cadence> atTime(int at, String before, Days days) {
        if (!isWord(at, "at", before + " at 02:30")) {
            return Optional.empty();
        }
        var time = words.size() > at + 1 ? words.get(at + 1).text() : "";
        var matcher = TIME.matcher(time);
        int hour = matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
        int minute = matcher.matches() ? Integer.parseInt(matcher.group(2)) : -1;
        if (hour < 0 || hour > Field.HOUR.highest() || minute > Field.MINUTE.highest()) {
            return wrong(
                    at + 1,
                    time.isEmpty()
                            ? "the time of day is missing"
                            : Wording.quoted(time) + " is no time of day",
                    "right would be HH:MM from 00:00 to 23:59, as in %s at 02:30"
                            .formatted(before));
        }
        if (!isEnd(at + 2, "%s at %s".formatted(before, time))) {
            return Optional.empty();
        }
        var fields = new Fields(1L << minute, 1L << hour, Field.MONTH.all(), days);
        return Optional.of(new Cadence.ByCalendar(new Calendar(fields, true)));
    }

    private Optional<Cadence> every() {
        if (words.size() == 1) {
            return wrong(1, "the period is missing", "right would be every 15m");
        }
        var rest = text.text().substring(words.get(1).index(), words.getLast().end());
        var period = Durations.parse(rest).filter(_ -> !rest.endsWith("ms"));
        if (period.isEmpty()) {
            return wrong(1, Wording.quoted(rest) + " is no period", insteadOf(rest));
        }
        if (period.get().compareTo(Cadence.Every.SHORTEST) < 0) {
            return wrong(
                    1,
                    Wording.quoted(rest) + " is too short a period",
                    "right would be 1s or more");
        }
        return Optional.of(new Cadence.Every(period.get()));
    }

    /// What people say after "every" that is no period.
    private String insteadOf(String rest) {
        var spelt = SPELT_OUT.matcher(rest);
        if (spelt.matches() && !rest.endsWith("ms")) {
            return rest.matches("(?i).*mo.*")
                    ? "right would be monthly on 1 at 06:00"
                    : "right would be every %s%s"
                            .formatted(spelt.group(1), spelt.group(2).toLowerCase(Locale.ROOT));
        }
        var word = words.get(1).lower();
        return switch (word) {
            case "second", "minute", "hour", "week" -> "right would be every 1" + word.charAt(0);
            case "day" -> "right would be daily at 02:30, or every 1d";
            case "weekday" -> "right would be weekdays at 09:00";
            case "month" -> "right would be monthly on 1 at 06:00";
            default ->
                    beginnings().contains(word) && word.endsWith("day")
                            ? "right would be " + word + " at 08:00"
                            : SOME_PERIOD;
        };
    }

    private boolean isWord(int number, String expected, String form) {
        if (number < words.size() && words.get(number).is(expected)) {
            return true;
        }
        var _ =
                wrong(
                        number,
                        "%s where \"%s\" was expected".formatted(place(number), expected),
                        "right would be " + form);
        return false;
    }

    private String place(int number) {
        return number < words.size()
                ? Wording.quoted(words.get(number).text())
                : "the end of the text";
    }

    private boolean isEnd(int number, String form) {
        if (number >= words.size()) {
            return true;
        }
        var _ =
                wrong(
                        number,
                        Wording.quoted(words.get(number).text()) + " is too much",
                        "right would be " + form);
        return false;
    }

    private Optional<Cadence> wrong(int number, String found, String right) {
        int index = number < words.size() ? words.get(number).index() : words.getLast().end();
        problems.add(text.problem(index, found, right));
        return Optional.empty();
    }
}
