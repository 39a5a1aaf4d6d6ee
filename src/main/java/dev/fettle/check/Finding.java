package dev.fettle.check;

import dev.fettle.notation.Wording;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What one check found, in the order in which `checks` has it in JSON.
///
/// @param name the check's
/// @param code a word for machines; present unless the check passed
/// @param file relative; empty where several files passed, or the finding is about none
/// @param passed empty where the check could not be made
/// @param warning what does not make the result invalid
/// @param detail a sentence for people: file, found, expected
/// @param learned what later runs should know; not shown
public record Finding(
        String name,
        Optional<String> code,
        Optional<String> file,
        Optional<Boolean> passed,
        Optional<String> warning,
        Optional<String> expected,
        Optional<String> found,
        Optional<String> detail,
        Optional<Learned> learned) {

    public Finding(
            String name,
            Optional<String> code,
            Optional<String> file,
            Optional<Boolean> passed,
            Optional<String> warning,
            Optional<String> expected,
            Optional<String> found,
            Optional<String> detail) {
        this(name, code, file, passed, warning, expected, found, detail, Optional.empty());
    }

    static Finding passed(String name, Optional<String> file, String detail) {
        return new Finding(
                name,
                Optional.empty(),
                file,
                Optional.of(true),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(detail));
    }

    static Finding of(String name, Optional<String> file, Judgement judgement) {
        return switch (judgement) {
            case Judgement.Good _ -> passed(name, file, about(file, "good"));
            case Judgement.Doubtful(var warning) ->
                    new Finding(
                            name,
                            Optional.empty(),
                            file,
                            Optional.of(true),
                            Optional.of(warning),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(about(file, warning)));
            case Judgement.Bad(var code, var expected, var found) ->
                    new Finding(
                            name,
                            Optional.of(code),
                            file,
                            Optional.of(false),
                            Optional.empty(),
                            Optional.of(expected),
                            Optional.of(found),
                            Optional.of(about(file, found + "; expected: " + expected)));
            case Judgement.Unmade(var code, var why) ->
                    new Finding(
                            name,
                            Optional.of(code),
                            file,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(about(file, why)));
        };
    }

    /// A name may hold line breaks and worse; the sentence stays one line of a terminal or a mail.
    private static String about(Optional<String> file, String text) {
        return file.map(f -> Wording.visible(f) + ": " + text).orElse(text);
    }

    boolean failed() {
        return passed.isPresent() && !passed.get();
    }

    boolean unmade() {
        return passed.isEmpty();
    }

    /// Whether there is nothing to say about it.
    public boolean isPlain() {
        return !failed() && !unmade() && warning.isEmpty();
    }

    /// What it says of the run, with secrets taken out.
    public Finding redacted(UnaryOperator<String> redaction) {
        return new Finding(
                name,
                code,
                file.map(redaction),
                passed,
                warning.map(redaction),
                expected.map(redaction),
                found.map(redaction),
                detail.map(redaction),
                learned);
    }

    Finding withDetail(String text) {
        return new Finding(
                name, code, file, passed, warning, expected, found, Optional.of(text), learned);
    }

    Finding with(Learned what) {
        return new Finding(
                name, code, file, passed, warning, expected, found, detail, Optional.of(what));
    }
}
