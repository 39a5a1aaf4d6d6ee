package dev.fettle.cli;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;

/// The help of the whole: the verbs of every day first, the rest where it is asked for.
final class Help {
    private static final List<String> EVERYDAY =
            List.of("try", "init", "new", "up", "run", "status", "log", "undo", "lint");

    private Help() {}

    static String everyday(CommandLine line) {
        return line.getUsageMessage();
    }

    static String everydayVerbs(CommandLine line) {
        return "\nVerbs of every day:\n"
                + list(line, EVERYDAY)
                + "\n`fettle VERB --help` says more of one, `fettle help --all` lists them all.\n";
    }

    static String all(CommandLine line) {
        var rest =
                line.getSubcommands().entrySet().stream()
                        .filter(e -> !EVERYDAY.contains(e.getKey()))
                        .filter(e -> !e.getValue().getCommandSpec().usageMessage().hidden())
                        .map(Map.Entry::getKey)
                        .toList();
        return "Verbs of every day:\n"
                + list(line, EVERYDAY)
                + "\nThe others:\n"
                + list(line, rest);
    }

    private static String list(CommandLine line, List<String> verbs) {
        var text = new StringBuilder();
        for (var verb : verbs) {
            var command = Objects.requireNonNull(line.getSubcommands().get(verb));
            var description = command.getCommandSpec().usageMessage().description();
            text.append(
                    "  %-11s %s%n".formatted(verb, description.length == 0 ? "" : description[0]));
        }
        return text.toString();
    }
}
