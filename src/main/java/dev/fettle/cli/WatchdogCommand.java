package dev.fettle.cli;

import dev.fettle.daemon.WatchdogRound;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "watchdog",
        description = "Look whether `fettle up` lives, and tell if it does not.",
        footer = {
            "",
            "For a timer of the operating system: `fettle service install` makes one, every 5 minutes.",
            "It tells by itself when the daemon is dead, hangs, or has no room left on its disk, and",
            "sends what waits in the outbox. Takes up to 10 seconds where something is wrong.",
            "",
            "Exit code: 0 all is well, 1 it is not, 2 it could not be told."
        })
final class WatchdogCommand implements Callable<Integer> {
    private final Cli cli;

    WatchdogCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        var answer = WatchdogRound.make(cli.caller());
        answer.troubles().forEach(cli.terminal()::say);
        if (answer.troubles().isEmpty()) {
            cli.terminal().say("fettle is up");
            return Cli.DONE;
        }
        if (answer.channels() == 0) {
            cli.terminal().remark("fettle: " + StatusText.NOBODY);
        }
        return Cli.BAD;
    }
}
