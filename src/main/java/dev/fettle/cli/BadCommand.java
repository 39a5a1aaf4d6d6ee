package dev.fettle.cli;

import dev.fettle.daemon.DaemonClient;
import dev.fettle.notation.Wording;
import dev.fettle.verb.BadVerb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "bad",
        description = "Say of a run that passed that its result is wrong.",
        footer = {
            "",
            "It is undone, is the last good one no longer, and a check is proposed that would have",
            "refused it. `fettle undo RUN` publishes it again, and takes the word back."
        })
final class BadCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id, or its beginning.")
    private String run = "";

    private final Cli cli;

    BadCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        try (var workshop = cli.caller().workshop()) {
            var answer = new BadVerb(workshop).answer(run);
            DaemonClient.changed(workshop.state());
            cli.terminal().say("marked as wrong: run " + answer.run());
            answer.undone().ifPresent(undone -> UndoText.say(cli.terminal(), undone));
            answer.notUndone()
                    .ifPresent(why ->
                            cli.terminal()
                                    .remark("fettle: it is not undone: " + Wording.visible(why)));
            cli.terminal().say("A check under `check:` would refuse the next one like it:");
            answer.proposed().forEach(this::tell);
            return answer.notUndone().isPresent() ? Cli.COULD_NOT : Cli.DONE;
        }
    }

    private void tell(BadVerb.Proposed proposed) {
        cli.terminal().say("  - %-50s  # %s".formatted(proposed.check(), proposed.why()));
    }
}
