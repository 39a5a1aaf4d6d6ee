package dev.fettle.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "service",
        description = "Let systemd keep `fettle up` running, and look after it.",
        synopsisSubcommandLabel = "install|uninstall|status",
        subcommands = {
            ServiceInstallCommand.class,
            ServiceUninstallCommand.class,
            ServiceStatusCommand.class
        },
        footer = {
            "",
            "For root it is a service of the system, for everybody else one of their own, which goes on",
            "when they log out. A timer beside it runs `fettle watchdog` every 5 minutes.",
            "",
            "  fettle service install             writes, enables and starts it",
            "  fettle service install --print     shows what would be written, and writes nothing"
        })
final class ServiceCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    private final Cli cli;

    ServiceCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        cli.terminal().print(spec.commandLine().getUsageMessage());
        return Cli.COULD_NOT;
    }
}
