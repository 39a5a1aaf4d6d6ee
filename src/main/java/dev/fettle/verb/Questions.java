package dev.fettle.verb;

import java.util.Optional;
import java.util.function.Function;

/// Somebody who can be asked: the person at a terminal, or nobody.
@FunctionalInterface
public interface Questions {
    /// Asks until there is an answer without objection.
    ///
    /// @param question as it is shown, with its choices and without its default
    /// @param otherwise the answer of somebody who presses Enter; may be empty
    /// @param objection what is wrong with an answer; empty where it will do
    String ask(String question, String otherwise, Function<String, Optional<String>> objection);

    /// Yes or no; Enter is yes.
    default boolean agree(String question) {
        return ask(question + " (yes, no)", "yes", Questions::yesOrNo).matches("(?i)y|yes");
    }

    /// Nobody is there: every question has its default, and nothing is agreed to.
    static Questions nobody() {
        return new Questions() {
            @Override
            public String ask(
                    String question,
                    String otherwise,
                    Function<String, Optional<String>> objection) {
                return otherwise;
            }

            @Override
            public boolean agree(String question) {
                return false;
            }
        };
    }

    private static Optional<String> yesOrNo(String said) {
        return said.matches("(?i)y|yes|n|no") ? Optional.empty() : Optional.of("yes or no?");
    }
}
