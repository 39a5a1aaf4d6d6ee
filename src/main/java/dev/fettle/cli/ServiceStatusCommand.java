package dev.fettle.cli;

import dev.fettle.notation.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "status", description = "Whether the service is there, enabled and at work.")
final class ServiceStatusCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    private final Cli cli;

    ServiceStatusCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        var standing = cli.service().status();
        if (json) {
            cli.terminal().print(Json.text(standing));
        } else if (standing.file().isEmpty()) {
            cli.terminal().say("not installed; `fettle service install` installs it");
        } else {
            cli.terminal().say("unit      " + standing.file().get());
            cli.terminal().say("enabled   " + standing.enabled());
            cli.terminal().say("active    " + standing.active());
            cli.terminal().say("watchdog  " + standing.watchdog());
        }
        return Cli.DONE;
    }
}
