package dev.fettle.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "uninstall",
        description = "Stop the service and take its units away.",
        footer = {"", "Programs that work go on; the home and its state stay as they are."})
final class ServiceUninstallCommand implements Callable<Integer> {
    private final Cli cli;

    ServiceUninstallCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        var files = cli.service().uninstall();
        files.forEach(file -> cli.terminal().say("took away " + file));
        if (files.isEmpty()) {
            cli.terminal().say("there is no service of this home");
        }
        return Cli.DONE;
    }
}
