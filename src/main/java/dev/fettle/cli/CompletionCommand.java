package dev.fettle.cli;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "A completion script for your shell: bash, zsh or fish.",
        footer = {
            "",
            "  fettle completion bash > ~/.local/share/bash-completion/completions/fettle",
            "  fettle completion zsh >> ~/.zshrc",
            "  fettle completion fish > ~/.config/fish/completions/fettle.fish"
        })
final class CompletionCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "SHELL", description = "bash, zsh or fish.")
    private String shell = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var line = spec.parent().commandLine();
        var script =
                switch (shell) {
                    case "bash" -> AutoComplete.bash("fettle", line);
                    case "zsh" ->
                            "autoload -Uz bashcompinit && bashcompinit\n"
                                    + AutoComplete.bash("fettle", line);
                    case "fish" -> fish(line);
                    default ->
                            throw new CommandLine.ParameterException(
                                    spec.commandLine(),
                                    "no completion for \"" + shell + "\": bash, zsh or fish");
                };
        line.getOut().print(script);
        line.getOut().flush();
        return Cli.DONE;
    }

    private static String fish(CommandLine line) {
        var lines = new ArrayList<String>();
        lines.add("complete -c fettle -f");
        line.getSubcommands()
                .forEach((verb, command) -> {
                    var about = command.getCommandSpec().usageMessage().description();
                    lines.add(
                            "complete -c fettle -n __fish_use_subcommand -a %s -d '%s'"
                                    .formatted(
                                            verb,
                                            about.length == 0 ? "" : about[0].replace("'", "\\'")));
                    command.getSubcommands()
                            .forEach((word, inner) ->
                                    lines.add(
                                            "complete -c fettle -n '__fish_seen_subcommand_from %s' -a %s"
                                                    .formatted(verb, word)));
                    for (var option : command.getCommandSpec().options()) {
                        lines.add(
                                "complete -c fettle -n '__fish_seen_subcommand_from %s' -l %s%s"
                                        .formatted(
                                                verb,
                                                option.longestName().replaceFirst("^--", ""),
                                                words(option)));
                    }
                });
        return String.join("\n", lines) + "\n";
    }

    /// The words that an option may take, where they are known.
    private static String words(CommandLine.Model.OptionSpec option) {
        var candidates = option.completionCandidates();
        return candidates == null || !candidates.iterator().hasNext()
                ? ""
                : " -xa '%s'".formatted(String.join(" ", candidates));
    }
}
