package dev.fettle.automation;

import dev.fettle.notation.Suggestion;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Something that must be known before an automation is made: asked at a terminal, else taken from
/// `KEY=VALUE` or its default.
///
/// @param standard what holds where nothing is said; empty where somebody must say it
/// @param asked false for what is known well enough by its default, and only set by `KEY=VALUE`
public record Prompt(String key, String text, Kind kind, Optional<String> standard, boolean asked) {

    /// What sort of answer will do.
    public sealed interface Kind {
        record Words(List<String> words) implements Kind {
            public Words {
                words = List.copyOf(words);
            }
        }

        record Digits() implements Kind {}

        /// Any text.
        ///
        /// @param refused characters that what surrounds the answer cannot bear
        record Text(String refused) implements Kind {}

        /// A path. A relative one starts where the command was given, so it is made whole.
        record Folder(String refused) implements Kind {}
    }

    /// The answer as it will be written down.
    ///
    /// @param working the folder in which the command was given
    public String settled(String answer, Path working) {
        boolean isPath =
                kind instanceof Kind.Folder && !answer.isEmpty() && answer.indexOf('\0') < 0;
        return isPath && !answer.equals("~") && !answer.startsWith("~/")
                ? working.resolve(answer).normalize().toString()
                : answer;
    }

    /// What is wrong with an answer; empty where it will do.
    public Optional<String> objection(String answer) {
        if (answer.isEmpty()) {
            return standard.equals(Optional.of(""))
                    ? Optional.empty()
                    : Optional.of("an answer is needed");
        }
        return switch (kind) {
            case Kind.Words(var words) when !words.contains(answer) ->
                    Optional.of(
                            "\"%s\" is none of %s; %s"
                                    .formatted(
                                            answer,
                                            String.join(", ", words),
                                            Suggestion.didYouMean(answer, words)));
            case Kind.Words _ -> Optional.empty();
            case Kind.Digits() ->
                    answer.matches("[0-9]{1,9}")
                            ? Optional.empty()
                            : Optional.of("\"%s\" is no number: digits alone".formatted(answer));
            case Kind.Text(var refused) -> refused(answer, refused);
            case Kind.Folder(var refused) -> refused(answer, refused);
        };
    }

    /// The question with its choices, for somebody who is shown the default beside.
    public String shown() {
        return switch (kind) {
            case Kind.Words(var words) -> text + " (" + String.join(", ", words) + ")";
            case Kind.Digits() -> text + " (number)";
            case Kind.Text _, Kind.Folder _ -> text;
        };
    }

    /// The question with its choices and its default, on one line.
    public String line() {
        return shown() + standard.filter(s -> !s.isEmpty()).map(s -> " [" + s + "]").orElse("");
    }

    private static Optional<String> refused(String answer, String refused) {
        if (answer.codePoints().anyMatch(Prompt::isControl)) {
            return Optional.of("a line break or another control character cannot stand here");
        }
        return answer.chars()
                .filter(c -> refused.indexOf(c) >= 0)
                .mapToObj(c -> "the character %c cannot stand here".formatted((char) c))
                .findFirst();
    }

    private static boolean isControl(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            default -> codePoint == 0xFEFF || codePoint == 0xFFFE || codePoint == 0xFFFF;
        };
    }
}
