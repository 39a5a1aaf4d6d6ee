package dev.fettle.check.backup;

import dev.fettle.notation.Wording;
import dev.fettle.platform.Answer;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// What a backup program said, searched for words without regard to case.
///
/// @param text without secrets
record Said(String text, String lowerCase) {
    private static final int LONGEST = 300;

    static Said of(Answer answer, UnaryOperator<String> redaction) {
        var text = redaction.apply(answer.error() + "\n" + answer.output());
        return new Said(text, text.toLowerCase(Locale.ROOT));
    }

    /// @param word in lower case
    boolean has(String word) {
        return has(List.of(word));
    }

    boolean has(List<String> words) {
        return isIn(lowerCase, words);
    }

    /// The first line that one of these stands in, else the first.
    String line(List<String> words) {
        var lines = text.lines().filter(line -> !line.isBlank()).toList();
        return lines.stream()
                .filter(line -> isIn(line.toLowerCase(Locale.ROOT), words))
                .findFirst()
                .or(() -> lines.stream().findFirst())
                .map(line -> Wording.visible(line.strip()))
                .map(line -> line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line)
                .orElse("it said nothing");
    }

    private static boolean isIn(String text, List<String> words) {
        return words.stream().anyMatch(text::contains);
    }
}
