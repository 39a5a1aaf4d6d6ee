package dev.fettle.cli;

import dev.fettle.verb.LogVerb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "log",
        description = "The output of a run.",
        footer = {
            "",
            "  fettle log web-images        of its last run",
            "  fettle log k3j9             of one run, by its id or the beginning of it",
            "  fettle log backup -f        follow it while it works"
        })
final class LogCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "NAME or RUN",
            description = "An automation's last run, or a run's id.")
    private String what = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until the run has ended.")
    private boolean follow;

    private final Cli cli;

    LogCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        try (var workshop = cli.caller().workshop()) {
            new LogVerb(workshop).copy(what, follow, cli.terminal().out());
            return Cli.DONE;
        }
    }
}
