package dev.fettle.cli;

import dev.fettle.notation.UserError;
import dev.fettle.verb.Questions;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/// Asks the person at the terminal.
final class TerminalQuestions implements Questions {
    private final Terminal terminal;

    private TerminalQuestions(Terminal terminal) {
        this.terminal = terminal;
    }

    /// Nobody is asked where nobody sits there.
    static Questions at(Terminal terminal) {
        return terminal.canAsk() ? new TerminalQuestions(terminal) : Questions.nobody();
    }

    @Override
    public String ask(
            String question, String otherwise, Function<String, Optional<String>> objection) {
        try {
            while (true) {
                var said =
                        terminal.ask(
                                question + (otherwise.isEmpty() ? " " : " [" + otherwise + "] "));
                var answer = said.isEmpty() ? otherwise : said;
                var wrong = objection.apply(answer);
                if (wrong.isEmpty() || answer.isEmpty()) {
                    return answer;
                }
                terminal.remark("  " + wrong.get());
            }
        } catch (IOException e) {
            throw new UserError("the terminal cannot be read: " + e.getMessage(), e);
        }
    }
}
