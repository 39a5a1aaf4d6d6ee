package dev.fettle.cli;

import dev.fettle.daemon.DaemonClient;
import dev.fettle.notation.UserError;
import dev.fettle.verb.ForgetVerb;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "forget",
        description = "Let go of an automation whose folder is gone.",
        footer = {
            "",
            "Its history goes, but for what can still be undone; its incident is over. What it",
            "published stays where it is."
        })
final class ForgetCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "The automation.")
    private String name = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    private final Cli cli;

    ForgetCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        try (var workshop = cli.caller().workshop()) {
            var verb = new ForgetVerb(workshop);
            verb.requireGone(name);
            if (!yes && !agreed()) {
                cli.terminal().remark("fettle: nothing was forgotten");
                return Cli.COULD_NOT;
            }
            verb.answer(name);
            DaemonClient.changed(workshop.state());
            cli.terminal().say(name + " is forgotten");
            return Cli.DONE;
        }
    }

    private boolean agreed() throws IOException {
        if (!cli.terminal().canAsk()) {
            throw new UserError("its history would be gone; say --yes where nobody can be asked");
        }
        return cli.terminal().ask("Forget " + name + " and its history? [y/N] ").startsWith("y");
    }
}
