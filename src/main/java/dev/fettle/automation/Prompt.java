package dev.fettle.automation;

import dev.fettle.notation.Suggestion;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Something that must be known before an automation is made: asked at a terminal, else taken from
/// `KEY=VALUE` or its default.
///
/// @param standard what holds where nothing is said; empty where somebody must say it
/// @param asked false for what is known well enough by its default, and only set by `KEY=VALUE`
public record Prompt(String key, String text, Kind kind, Optional<String> standard, boolean asked) {
    private static final String BETWEEN = ", ";

    /// A host or a scheme before the first slash.
    private static final Pattern ELSEWHERE = Pattern.compile("[A-Za-z0-9@._\\[\\]-]{2,}:");

    /// In an address.
    private static final Pattern PASSWORD = Pattern.compile("://[^/@\\s:]*:[^/@\\s]+@");

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

        /// A path for a key of the definition. A relative one starts where the command was given,
        /// so it is made whole.
        record Folder(String refused) implements Kind {}

        /// A path for a program, which knows no `~`, so that is made whole too; or an address of
        /// another machine, as programs take it (`host:folder`, `sftp:…`), which stays as it is.
        record Place(String refused) implements Kind {}

        /// Several of these, with commas between them.
        record Places(String refused) implements Kind {}

        /// Where the disk of another answer is mounted; unless stated it is seen by that.
        ///
        /// @param key of the other answer, a [Place]
        record MountOf(String key, String refused) implements Kind {}
    }

    /// The answer as it will be written down.
    ///
    /// @param working the folder in which the command was given
    public String settled(String answer, Path working, HomePaths paths) {
        if (answer.isEmpty() || answer.indexOf('\0') >= 0) {
            return answer;
        }
        return switch (kind) {
            case Kind.Folder _ ->
                    answer.equals("~") || answer.startsWith("~/")
                            ? answer
                            : working.resolve(answer).normalize().toString();
            case Kind.Place _, Kind.MountOf _ -> place(answer, working, paths);
            case Kind.Places _ ->
                    Arrays.stream(answer.split(",", -1))
                            .map(String::strip)
                            .filter(each -> !each.isEmpty())
                            .map(each -> place(each, working, paths))
                            .collect(Collectors.joining(BETWEEN));
            case Kind.Words _, Kind.Digits _, Kind.Text _ -> answer;
        };
    }

    private static String place(String answer, Path working, HomePaths paths) {
        return ELSEWHERE.matcher(answer).lookingAt()
                ? answer
                : paths.from(working, answer).toString();
    }

    /// The answer as it stands in front matter: several are several there.
    String inFrontMatter(String settled) {
        return kind instanceof Kind.Places
                ? Arrays.stream(settled.split(BETWEEN, -1))
                        .map(each -> "\"" + each + "\"")
                        .collect(Collectors.joining(BETWEEN))
                : settled;
    }

    /// The same with something else that holds where nothing is said.
    public Prompt unless(String otherwise) {
        return new Prompt(key, text, kind, Optional.of(otherwise), asked);
    }

    /// Whether an answer may be any text, which a program's source could not bear.
    boolean isFree() {
        return switch (kind) {
            case Kind.Words _, Kind.Digits _ -> false;
            case Kind.Text _, Kind.Folder _, Kind.Place _, Kind.Places _, Kind.MountOf _ -> true;
        };
    }

    /// Whether nothing may be answered.
    public boolean mayBeEmpty() {
        return standard.equals(Optional.of("")) || kind instanceof Kind.MountOf;
    }

    /// What is wrong with an answer; empty where it will do.
    public Optional<String> objection(String answer) {
        if (answer.isEmpty()) {
            return mayBeEmpty() ? Optional.empty() : Optional.of("an answer is needed");
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
            case Kind.Place(var refused) -> refused(answer, refused);
            case Kind.Places(var refused) -> refused(answer, refused);
            case Kind.MountOf(_, var refused) -> refused(answer, refused);
        };
    }

    /// The question with its choices, for somebody who is shown the default beside.
    public String shown() {
        return switch (kind) {
            case Kind.Words(var words) -> text + " (" + String.join(", ", words) + ")";
            case Kind.Digits() -> text + " (number)";
            case Kind.Places _ -> text + " (with commas between them)";
            case Kind.Text _, Kind.Folder _, Kind.Place _, Kind.MountOf _ -> text;
        };
    }

    /// The question with its choices and its default, on one line.
    public String line() {
        return shown() + standard.filter(s -> !s.isEmpty()).map(s -> " [" + s + "]").orElse("");
    }

    private static Optional<String> refused(String answer, String refused) {
        if (PASSWORD.matcher(answer).find()) {
            return Optional.of("a password that everybody could read here; keep it in a file");
        }
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
