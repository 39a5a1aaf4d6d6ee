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
        name = "pause",
        description = "Let an automation rest, or all of them.",
        footer = {
            "",
            "What rests does not start by itself and alerts nobody; its due times are skipped and not",
            "made up for, its inputs wait. By hand it runs. --all is maintenance: it ends by itself,",
            "after a day where --until says nothing else.",
            "",
            "  fettle pause backup --until 18:00",
            "  fettle pause --all --until 2h --note \"new disk\""
        })
final class PauseCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The automation.")
    private @Nullable String name;

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    @Option(
            names = "--until",
            paramLabel = "T",
            description = "18:00, 2026-12-24, \"2026-12-24 18:00\", or a while: 2h, 3d.")
    private @Nullable String until;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why.")
    private @Nullable String note;

    private final Cli cli;

    PauseCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        var whom = OneOrAll.of(name, all, "pause");
        try (var workshop = cli.caller().workshop()) {
            var question =
                    new PauseVerb.Question(
                            whom, Optional.ofNullable(until), Optional.ofNullable(note));
            var pause = new PauseVerb(workshop).pause(question);
            DaemonClient.changed(workshop.state());
            cli.terminal()
                    .say(
                            whom.map(n -> n + " rests").orElse("all automations rest")
                                    + pause.until()
                                            .map(end -> " until " + end)
                                            .orElse("; `fettle resume " + name + "` wakes it"));
            return Cli.DONE;
        }
    }
}
