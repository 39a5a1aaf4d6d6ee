package dev.fettle.cli;

import dev.fettle.daemon.DaemonClient;
import dev.fettle.notation.Wording;
import dev.fettle.verb.AckVerb;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "ack",
        description = "Say that an incident is known: it is not told again.",
        footer = {
            "",
            "It holds until the automation works again, or for as long as --for says. Inputs that were",
            "set aside are known then, too. In the digest it stays. `fettle ack drill` answers a fire",
            "drill."
        })
final class AckCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "The automation.")
    private String name = "";

    @Option(names = "--for", paramLabel = "D", description = "For so long, such as 3d.")
    private @Nullable String duration;

    @Option(names = "--note", paramLabel = "TEXT", description = "What is known of it.")
    private @Nullable String note;

    private final Cli cli;

    AckCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        try (var workshop = cli.caller().workshop()) {
            var question =
                    new AckVerb.Question(
                            name, Optional.ofNullable(duration), Optional.ofNullable(note));
            var answer = new AckVerb(workshop).answer(question);
            DaemonClient.changed(workshop.state());
            cli.terminal().say(words(answer));
            return Cli.DONE;
        }
    }

    private String words(AckVerb.Answer answer) {
        var parts = new ArrayList<String>();
        if (answer.drill()) {
            parts.add("it has reached you, and that is noted");
        }
        if (answer.incident()) {
            parts.add(
                    "its incident is acknowledged"
                            + answer.until()
                                    .map(end -> " until " + Wording.moment(end))
                                    .orElse(": it is not told again before it works"));
        }
        if (answer.setAside() > 0) {
            parts.add(Wording.count(answer.setAside(), "input") + " set aside, and known of");
        }
        return name
                + ": "
                + (parts.isEmpty() ? "nothing to acknowledge" : String.join("; ", parts));
    }
}
