package dev.fettle.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "channel",
        description = "The ways to reach you: try whether they work.",
        synopsisSubcommandLabel = "test",
        subcommands = {ChannelTestCommand.class},
        footer = {
            "",
            "  fettle channel test          sends a test through each channel of fettle.yaml",
            "  fettle channel test NAME     through this one"
        })
final class ChannelCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    private final Cli cli;

    ChannelCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        cli.terminal().print(spec.commandLine().getUsageMessage());
        return Cli.COULD_NOT;
    }
}
