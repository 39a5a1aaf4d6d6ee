package dev.fettle.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "secret",
        description = "Passwords and tokens that runs are given: keep one, list their names.",
        synopsisSubcommandLabel = "set|list",
        subcommands = {SecretSetCommand.class, SecretListCommand.class},
        footer = {
            "",
            "  fettle secret set API_TOKEN              asks for it, and shows nothing",
            "  fettle secret set API_TOKEN < file       or takes it from standard input",
            "  fettle secret list                       their names, never their values",
            "",
            "An automation asks for it by `secrets: [API_TOKEN]`."
        })
final class SecretCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    private final Cli cli;

    SecretCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        cli.terminal().print(spec.commandLine().getUsageMessage());
        return Cli.COULD_NOT;
    }
}
