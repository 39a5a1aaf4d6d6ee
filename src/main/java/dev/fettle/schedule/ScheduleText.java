package dev.fettle.schedule;

import dev.fettle.notation.Mark;
import dev.fettle.notation.Problem;
import dev.fettle.notation.Source;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// One text of a schedule as somebody wrote it, and the place where it stands.
///
/// @param mark the place of its first character
public record ScheduleText(Source source, Mark mark, String text) {
    private static final Pattern WORD = Pattern.compile("[^ \t]+");

    /// A piece between blanks.
    ///
    /// @param index where it begins in the text
    record Word(String text, int index) {
        boolean is(String other) {
            return text.equalsIgnoreCase(other);
        }

        String lower() {
            return text.toLowerCase(Locale.ROOT);
        }

        int end() {
            return index + text.length();
        }
    }

    List<Word> words() {
        return WORD.matcher(text)
                .results()
                .map(found -> new Word(found.group(), found.start()))
                .toList();
    }

    Problem problem(int index, String found, String right) {
        int column = mark.column() + text.codePointCount(0, Math.min(index, text.length()));
        return source.problem(new Mark(mark.line(), column), found, right);
    }
}
