package dev.fettle.cli;

import dev.fettle.notation.Json;
import dev.fettle.notation.Wording;
import dev.fettle.verb.LockVerb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "lock",
        description = "Take today's disk, repository, size and newest snapshot for the right ones.",
        footer = {
            "",
            "Another disk at a mount, or another repository, keeps a run from writing to it until",
            "its user says that it is meant. What checks remember besides (the newest snapshot, how",
            "much was in it) is let go, and the next good look takes what it finds."
        })
final class LockCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "The automation.")
    private String name = "";

    @Option(
            names = "--add",
            description = "One more: those that were right stay so, as with disks by turns.")
    private boolean add;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    private final Cli cli;

    LockCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        try (var workshop = cli.caller().workshop()) {
            var answer = new LockVerb(workshop).answer(new LockVerb.Question(name, add));
            if (json) {
                cli.terminal().print(Json.text(answer));
                return Cli.DONE;
            }
            for (var taken : answer.taken()) {
                cli.terminal()
                        .say(
                                "%s %s: %s"
                                        .formatted(
                                                add ? "one more for" : "the right one for",
                                                Wording.visible(taken.what()),
                                                Wording.visible(taken.now())));
            }
            if (!add) {
                cli.terminal().say("the next good look of " + name + " takes what else it finds");
            }
            return Cli.DONE;
        }
    }
}
