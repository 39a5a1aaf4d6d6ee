package dev.fettle.cli;

import dev.fettle.verb.ChannelVerb;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "test",
        description = "Send a test, and say what came of it.",
        footer = {"", "Exit code: 0 all got it, 1 one did not, 2 there is no such channel."})
final class ChannelTestCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "One channel. Default: all.")
    private @Nullable String name;

    private final Cli cli;

    ChannelTestCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        try (var workshop = cli.caller().workshop()) {
            int exit = Cli.DONE;
            for (var tested : ChannelVerb.test(workshop, Optional.ofNullable(name))) {
                cli.terminal().say(tested.words());
                exit = tested.delivered() ? exit : Cli.BAD;
            }
            return exit;
        }
    }
}
