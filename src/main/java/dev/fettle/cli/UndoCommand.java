package dev.fettle.cli;

import dev.fettle.verb.UndoVerb;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "undo",
        description = "Put back what a run replaced, take away what it added.",
        footer = {
            "",
            "An undone run is published again by undoing it once more.",
            "",
            "  fettle undo k3j9              by the id, or its beginning, that `fettle runs` shows",
            "  fettle undo k3j9 --back-to    and every later run that replaced files of it"
        })
final class UndoCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id, or its beginning.")
    private String run = "";

    @Option(
            names = "--back-to",
            description = "Undo the later runs that replaced files of it too, newest first.")
    private boolean backTo;

    @Option(
            names = "--force",
            description = "Also where somebody changed a published file by hand (it is kept).")
    private boolean force;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    private final Cli cli;

    UndoCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        if (force && !yes && !agreed()) {
            return Cli.COULD_NOT;
        }
        try (var workshop = cli.caller().workshop()) {
            var answer = new UndoVerb(workshop).answer(new UndoVerb.Question(run, backTo, force));
            for (var id : answer.runs()) {
                cli.terminal()
                        .say((answer.redone() ? "published again: run " : "undone: run ") + id);
            }
            UndoText.say(cli.terminal(), answer);
            return Cli.DONE;
        }
    }

    private boolean agreed() throws IOException {
        if (!cli.terminal().canAsk()) {
            cli.terminal()
                    .remark("fettle: --force changes files that were edited by hand; add --yes");
            return false;
        }
        return cli.terminal()
                .ask("Put aside files that were changed by hand? [y/N] ")
                .equalsIgnoreCase("y");
    }
}
