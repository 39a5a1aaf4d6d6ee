package dev.fettle.cli;

import dev.fettle.daemon.DaemonClient;
import dev.fettle.verb.PauseVerb;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "resume",
        description = "End a pause.",
        footer = {"", "Inputs that waited are handled; due times that passed are not made up for."})
final class ResumeCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The automation.")
    private @Nullable String name;

    @Option(names = "--all", description = "End the pause of all.")
    private boolean all;

    private final Cli cli;

    ResumeCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        var whom = OneOrAll.of(name, all, "resume");
        try (var workshop = cli.caller().workshop()) {
            var answer = new PauseVerb(workshop).resume(whom);
            DaemonClient.changed(workshop.state());
            cli.terminal().say(words(whom, answer));
            return Cli.DONE;
        }
    }

    private static String words(Optional<String> whom, PauseVerb.Resumed answer) {
        var who = whom.orElse("the home");
        var words = who + (answer.ended() ? " works again" : " did not rest by a word of its own");
        if (!answer.still()) {
            return words;
        }
        var still = who + " rests with all the others; `fettle resume --all` ends that";
        return answer.ended() ? who + "'s own pause is over; " + still : still;
    }
}
