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
    ///
    /// @param lack a host among its needs that could not be reached then
    record Failed(int code, Optional<Lack> lack) implements Outcome {
        public Failed(int code) {
            this(code, Optional.empty());
        }
    }

    /// A check failed: nothing was published.
    record Invalid(String why) implements Outcome {}

    /// @param lack as where it failed
    record TimedOut(Duration limit, Optional<Lack> lack) implements Outcome {}

    /// A need is missing or a check could not be made.
    record Blocked(Lack lack) implements Outcome {
        public Blocked(String why) {
            this(new Lack(why, Optional.empty()));
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
            case Failed(int code, var lack) -> Optional.of(meaning(code) + meanwhile(lack));
            case Invalid(var why) -> Optional.of(why);
            case TimedOut(var limit, var lack) ->
                    Optional.of("it took longer than " + Wording.duration(limit) + meanwhile(lack));
            case Blocked(var lack) -> Optional.of(lack.why());
            case Lost(var why) -> Optional.of(why);
        };
    }

    /// The same, with secrets taken out of what it says.
    default Outcome redacted(UnaryOperator<String> redaction) {
        return switch (this) {
            case Invalid(var why) -> new Invalid(redaction.apply(why));
            case Blocked(var lack) ->
                    new Blocked(new Lack(redaction.apply(lack.why()), lack.need()));
            case Lost(var why) -> new Lost(redaction.apply(why));
            case Succeeded _, Failed _, TimedOut _, Cancelled _ -> this;
        };
    }

    default OptionalInt exitCode() {
        return switch (this) {
            case Succeeded() -> OptionalInt.of(0);
            case Failed(int code, var _) -> OptionalInt.of(code);
            default -> OptionalInt.empty();
        };
    }

    /// The need that it lacked, where that goes and comes by itself.
    default Optional<String> lacked() {
        return switch (this) {
            case Blocked(var lack) -> lack.need();
            case Failed(int _, var lack) -> lack.flatMap(Lack::need);
            case TimedOut(var _, var lack) -> lack.flatMap(Lack::need);
            case Succeeded _, Invalid _, Cancelled _, Lost _ -> Optional.empty();
        };
    }

    private static String meanwhile(Optional<Lack> lack) {
        return lack.map(each -> "; " + each.why()).orElse("");
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
