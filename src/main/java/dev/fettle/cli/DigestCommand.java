package dev.fettle.cli;

import dev.fettle.daemon.DaemonClient;
import dev.fettle.verb.DigestVerb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "digest",
        description = "What happened since the last digest: sent through the channels, or shown.",
        footer = {
            "",
            "`fettle up` sends it by itself, at the time that `digest:` says in fettle.yaml: monday at",
            "08:00 unless stated."
        })
final class DigestCommand implements Callable<Integer> {
    @Option(names = "--print", description = "Show it here, and send nothing.")
    private boolean print;

    private final Cli cli;

    DigestCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        try (var workshop = cli.caller().workshop()) {
            var verb = new DigestVerb(workshop);
            if (print) {
                cli.terminal().print(verb.text());
                return Cli.DONE;
            }
            if (!verb.send()) {
                cli.terminal().remark("fettle: nobody would be told: there is no channel");
                return Cli.COULD_NOT;
            }
            DaemonClient.changed(workshop.state());
            cli.terminal().say("the digest is on its way");
            return Cli.DONE;
        }
    }
}
