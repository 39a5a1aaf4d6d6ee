package dev.fettle.schedule;

import dev.fettle.notation.Problem;
import dev.fettle.notation.Suggestion;
import dev.fettle.notation.Wording;
import dev.fettle.schedule.ScheduleText.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads cron's own form: five fields, or a word that stands for them.
final class CronReader {
    private static final String FIVE = "minute, hour, day of the month, month, day of the week";

    private static final Map<String, String> WORDS =
            new TreeMap<>(
                    Map.of(
                            "@yearly", "0 0 1 1 *",
                            "@annually", "0 0 1 1 *",
                            "@monthly", "0 0 1 * *",
                            "@weekly", "0 0 * * 0",
                            "@daily", "0 0 * * *",
                            "@midnight", "0 0 * * *",
                            "@hourly", "0 * * * *"));
    private static final String REBOOT = "@reboot";

    private final ScheduleText text;
    private final List<Word> words;
    private final List<Problem> problems;

    CronReader(ScheduleText text, List<Word> words, List<Problem> problems) {
        this.text = text;
        this.words = words;
        this.problems = problems;
    }

    /// Whether a word with an at sign stands for fields: `@daily`.
    static boolean hasWord(String word) {
        return WORDS.containsKey(word) || word.equals(REBOOT);
    }

    /// `@daily` and the like.
    Optional<Cadence> shorthand() {
        var word = words.getFirst();
        if (words.size() > 1) {
            problems.add(tooMuch(word, words.get(1)));
            return Optional.empty();
        }
        if (word.is(REBOOT)) {
            return Optional.of(new Cadence.AtBoot());
        }
        var fields = WORDS.get(word.lower());
        if (fields == null) {
            var known = new ArrayList<>(WORDS.keySet());
            known.add(REBOOT);
            problems.add(
                    text.problem(
                            word.index(),
                            Wording.quoted(word.text()) + " stands for no schedule",
                            Suggestion.didYouMean(word.text(), known)));
            return Optional.empty();
        }
        var meant = new ScheduleText(text.source(), text.mark(), fields);
        return new CronReader(meant, meant.words(), problems).fields();
    }

    private Problem tooMuch(Word word, Word rest) {
        return word.is("@every")
                ? text.problem(
                        word.index(),
                        "\"@every\" is another cron's",
                        "right would be every " + rest.text())
                : text.problem(
                        rest.index(),
                        Wording.quoted(rest.text()) + " is too much",
                        "right would be " + word.lower() + " alone");
    }

    Optional<Cadence> fields() {
        if (words.size() != Field.values().length) {
            problems.add(wrongCount());
            return Optional.empty();
        }
        int before = problems.size();
        var hour = words.get(1);
        var day = words.get(2);
        var weekday = words.get(4);
        long minutes = values(words.get(0), Field.MINUTE);
        long hours = values(hour, Field.HOUR);
        var ofMonth = new DayFieldReader(text, day, Field.DAY_OF_MONTH, problems);
        long days = ofMonth.read();
        long months = values(words.get(3), Field.MONTH);
        var ofWeek = new DayFieldReader(text, weekday, Field.DAY_OF_WEEK, problems);
        long weekdays = ofWeek.read();
        if (problems.size() > before) {
            return Optional.empty();
        }
        var fields =
                new Fields(
                        minutes,
                        hours,
                        months,
                        new Days(
                                days,
                                ofMonth.beforeLast(),
                                weekdays,
                                ofWeek.last(),
                                ofWeek.numbered(),
                                !isWild(day) && !isWild(weekday)));
        if (!fields.everCome()) {
            problems.add(never(day, fields));
            return Optional.empty();
        }
        return Optional.of(new Cadence.ByCalendar(new Calendar(fields, !isWild(hour))));
    }

    private Problem wrongCount() {
        int count = words.size();
        int most = Field.values().length;
        if (count < most) {
            return text.problem(
                    words.getLast().end(),
                    "%s where cron has five".formatted(Wording.count(count, "field")),
                    "right would be five: " + FIVE);
        }
        return text.problem(
                words.get(most).index(),
                "%s where cron has five".formatted(Wording.count(count, "field")),
                "right would be five: " + FIVE + " (seconds: every 15s; years: none)");
    }

    private Problem never(Word day, Fields fields) {
        return text.problem(
                day.index(),
                Wording.quoted(text.text()) + " never comes due: no such month has this day",
                "right would be a day up to " + fields.longestMonth());
    }

    private long values(Word word, Field field) {
        return new FieldReader(text, word, field, problems).read();
    }

    private static boolean isWild(Word word) {
        return word.text().startsWith("*");
    }
}
