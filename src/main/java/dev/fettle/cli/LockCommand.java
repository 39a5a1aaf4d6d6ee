package dev.fettle.cli;

import dev.fettle.verb.LockVerb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "lock",
        description = "Take another repository, snapshot or size of a backup for the right one.",
        footer = {
            "",
            "What checks remember of the past is let go. The next good look takes what it finds."
        })
final class LockCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "The automation.")
    private String name = "";

    private final Cli cli;

    LockCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        try (var workshop = cli.caller().workshop()) {
            new LockVerb(workshop).answer(name);
            cli.terminal().say("the next good look of " + name + " takes what it finds");
            return Cli.DONE;
        }
    }
}
