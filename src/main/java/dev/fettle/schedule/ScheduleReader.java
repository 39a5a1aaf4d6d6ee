package dev.fettle.schedule;

import dev.fettle.notation.Durations;
import dev.fettle.notation.Problem;
import dev.fettle.notation.Suggestion;
import dev.fettle.notation.Wording;
import dev.fettle.schedule.ScheduleText.Word;
import java.util.List;
import java.util.Optional;

/// Reads one text of a schedule: sees which form it has, and hands it to the reader of that form.
final class ScheduleReader {
    private static final String SOME_FORMS =
            "right would be one like every 15m, daily at 02:30, weekdays at 09:00,"
                    + " monthly on 1 at 06:00, at boot, or five fields of cron: 30 2 * * *";

    /// All minutes, all hours and all days, each by its number, take less than half of it.
    private static final int LONGEST = 1000;

    private final ScheduleText text;
    private final List<Problem> problems;

    /// @param problems what is wrong is added to them
    ScheduleReader(ScheduleText text, List<Problem> problems) {
        this.text = text;
        this.problems = problems;
    }

    /// Empty where something is wrong.
    Optional<Cadence> cadence() {
        if (text.text().length() > LONGEST) {
            problems.add(
                    text.problem(
                            LONGEST,
                            "the schedule goes on for more than %d characters".formatted(LONGEST),
                            "right would be a list of shorter ones"));
            return Optional.empty();
        }
        int lineBreak = lineBreak();
        if (lineBreak >= 0) {
            problems.add(
                    text.problem(
                            lineBreak,
                            "there is a line break in the schedule",
                            "right would be one line, or a list of schedules"));
            return Optional.empty();
        }
        var words = text.words();
        if (words.isEmpty()) {
            problems.add(text.problem(0, "there is no schedule in it", SOME_FORMS));
            return Optional.empty();
        }
        var first = words.getFirst();
        if (first.text().startsWith("@")) {
            return new CronReader(text, words, problems).shorthand();
        }
        if (PlainReader.beginnings().contains(first.lower())) {
            return new PlainReader(text, words, problems).cadence();
        }
        if (looksLikeCron(words)) {
            return new CronReader(text, words, problems).fields();
        }
        problems.add(
                text.problem(
                        first.index(),
                        Wording.quoted(text.text().strip()) + " is no schedule",
                        instead(first)));
        return Optional.empty();
    }

    private int lineBreak() {
        for (int i = 0; i < text.text().length(); i++) {
            char c = text.text().charAt(i);
            if (c == '\n' || c == '\r') {
                return i;
            }
        }
        return -1;
    }

    /// Minutes have no names: a letter comes first by mistake only, and then a star tells what was
    /// meant.
    private static boolean looksLikeCron(List<Word> words) {
        return words.size() > 1
                && (!Character.isLetter(words.getFirst().text().codePointAt(0))
                        || words.stream().anyMatch(word -> word.text().startsWith("*")));
    }

    private String instead(Word first) {
        var word = first.lower();
        var whole = text.text().strip();
        if (Durations.parse(whole).isPresent()) {
            return "did you mean \"every " + whole + "\"?";
        }
        if (word.matches("[0-9]{1,2}:[0-9]{2}")) {
            return "did you mean \"daily at " + word + "\"?";
        }
        if (CronReader.hasWord("@" + word)) {
            return "did you mean \"@" + word + "\"?";
        }
        return Suggestion.near(word, PlainReader.beginnings())
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse(SOME_FORMS);
    }
}
