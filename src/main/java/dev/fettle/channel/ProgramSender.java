package dev.fettle.channel;

import dev.fettle.notation.Wording;
import dev.fettle.platform.Answer;
import dev.fettle.platform.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Programs that take a message on their standard input.
final class ProgramSender {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final int LONGEST_WORDS = 300;

    private ProgramSender() {}

    /// Exit 0 is a message that was taken; by default everything else is worth another try.
    static Delivery send(
            List<String> command, byte[] input, Map<String, String> variables, Path folder)
            throws InterruptedException {
        return send(command, input, variables, folder, List.of());
    }

    /// @param refusals exit codes by which the program says that trying again is of no use
    static Delivery send(
            List<String> command,
            byte[] input,
            Map<String, String> variables,
            Path folder,
            List<Integer> refusals)
            throws InterruptedException {
        try {
            var answer = Command.runWith(input, command, variables, folder, LIMIT, LONGEST_ANSWER);
            if (answer.tookTooLong()) {
                return Delivery.tryAgain(
                        "%s did not end within %d s"
                                .formatted(command.getFirst(), LIMIT.toSeconds()));
            }
            if (answer.exit() == 0) {
                return Delivery.delivered(words(command, answer));
            }
            return refusals.contains(answer.exit())
                    ? new Delivery.Refused(words(command, answer))
                    : Delivery.tryAgain(words(command, answer));
        } catch (IOException e) {
            return Delivery.tryAgain(Wording.denied(e));
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// The last that it said.
    private static String words(List<String> command, Answer answer) {
        var said = (answer.error().isBlank() ? answer.output() : answer.error()).strip();
        var last = said.substring(Math.max(0, said.length() - LONGEST_WORDS));
        var exit = "%s: exit %d".formatted(command.getFirst(), answer.exit());
        return last.isEmpty() ? exit : exit + ": " + last.replaceAll("\\s+", " ");
    }
}
