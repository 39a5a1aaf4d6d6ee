package dev.fettle.cli;

import dev.fettle.notation.Wording;
import dev.fettle.verb.RecoverVerb;
import dev.fettle.verb.Unsent;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "recover",
        description = "Finish what was interrupted.",
        footer = {"", "Done by `fettle up` and by every verb that runs something, too."})
final class RecoverCommand implements Callable<Integer> {
    private final Cli cli;

    RecoverCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        try (var workshop = cli.caller().workshop()) {
            var answer = new RecoverVerb(workshop).answer();
            for (var run : answer.finished()) {
                cli.terminal().print(RunText.of(run));
            }
            for (var name : answer.attended()) {
                cli.terminal().say(name + ": another Fettle is at it");
            }
            if (answer.finished().isEmpty() && answer.attended().isEmpty()) {
                cli.terminal().say("nothing was interrupted");
            } else {
                cli.terminal().say(Wording.count(answer.finished().size(), "run") + " finished");
            }
            Unsent.words(workshop).ifPresent(words -> cli.terminal().remark("fettle: " + words));
            return Cli.DONE;
        }
    }
}
