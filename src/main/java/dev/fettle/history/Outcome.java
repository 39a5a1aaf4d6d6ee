package dev.fettle.history;

import dev.fettle.notation.Wording;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/// How a run ended.
public sealed interface Outcome {
    record Succeeded() implements Outcome {}

    /// The program ended with a code other than 0; `128 + n` where a signal ended it.
    record Failed(int code) implements Outcome {}

    /// A check failed: nothing was published.
    record Invalid(String why) implements Outcome {}

    record TimedOut(Duration limit) implements Outcome {}

    /// A need is missing or a check could not be made.
    ///
    /// @param need what is missing, where it may come back by itself: a mount, a host
    record Blocked(String why, Optional<String> need) implements Outcome {
        public Blocked(String why) {
            this(why, Optional.empty());
        }
    }

    record Cancelled() implements Outcome {}

    /// The machine, or the shim, died under it.
    record Lost(String why) implements Outcome {}

    default String word() {
        return switch (this) {
            case Succeeded() -> "succeeded";
            case Failed _ -> "failed";
            case Invalid _ -> "invalid";
            case TimedOut _ -> "timed-out";
            case Blocked _ -> "blocked";
            case Cancelled() -> "cancelled";
            case Lost _ -> "lost";
        };
    }

    /// One sentence for people; empty where the word says it all.
    default Optional<String> reason() {
        return switch (this) {
            case Succeeded(), Cancelled() -> Optional.empty();
            case Failed(int code) -> Optional.of(meaning(code));
            case Invalid(var why) -> Optional.of(why);
            case TimedOut(var limit) ->
                    Optional.of("it took longer than " + Wording.duration(limit));
            case Blocked(var why, var _) -> Optional.of(why);
            case Lost(var why) -> Optional.of(why);
        };
    }

    /// The same, with secrets taken out of what it says.
    default Outcome redacted(UnaryOperator<String> redaction) {
        return switch (this) {
            case Invalid(var why) -> new Invalid(redaction.apply(why));
            case Blocked(var why, var need) -> new Blocked(redaction.apply(why), need);
            case Lost(var why) -> new Lost(redaction.apply(why));
            case Succeeded _, Failed _, TimedOut _, Cancelled _ -> this;
        };
    }

    default OptionalInt exitCode() {
        return switch (this) {
            case Succeeded() -> OptionalInt.of(0);
            case Failed(int code) -> OptionalInt.of(code);
            default -> OptionalInt.empty();
        };
    }

    private static String meaning(int code) {
        return switch (code) {
            case 126 -> "exit code 126: the program may not be executed";
            case 127 -> "exit code 127: there is no such program";
            default ->
                    code > 128 && code < 160
                            ? "exit code %d: ended by signal %d".formatted(code, code - 128)
                            : "exit code " + code;
        };
    }
}
