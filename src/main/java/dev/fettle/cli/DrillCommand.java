package dev.fettle.cli;

import dev.fettle.daemon.DaemonClient;
import dev.fettle.verb.DrillVerb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "drill",
        description =
                "Send an alert through every channel though nothing is broken, to be answered.",
        footer = {
            "",
            "Whoever gets it answers with `fettle ack drill`. Until then `fettle status` and the digest say",
            "that nobody did. It takes the way of every alert, and comes at quiet hours too.",
            "",
            "Exit code: 0 it went through every channel, 1 through one it did not, 2 there is no channel."
        })
final class DrillCommand implements Callable<Integer> {
    private final Cli cli;

    DrillCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        try (var workshop = cli.caller().workshop()) {
            var state = workshop.state();
            int exit = Cli.DONE;
            for (var reached : new DrillVerb(workshop).answer(() -> DaemonClient.changed(state))) {
                cli.terminal().say(reached.words());
                exit = reached.delivered() ? exit : Cli.BAD;
            }
            cli.terminal().say("`fettle ack drill` answers it");
            return exit;
        }
    }
}
