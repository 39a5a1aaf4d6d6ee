package dev.fettle.cli;

import dev.fettle.notation.Json;
import dev.fettle.notation.Wording;
import dev.fettle.verb.RunView;
import dev.fettle.verb.RunsVerb;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "runs",
        description = "The history, newest first.",
        footer = {
            "",
            "  fettle runs                      of all automations",
            "  fettle runs web-images --limit 5"
        })
final class RunsCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "One automation.")
    private @Nullable String name;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many (${DEFAULT-VALUE}).",
            defaultValue = "20")
    private int limit;

    @Option(names = "--json", description = "Print them as JSON.")
    private boolean json;

    private final Cli cli;

    RunsCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        try (var workshop = cli.caller().workshop()) {
            var runs = RunsVerb.answer(workshop, Optional.ofNullable(name), limit);
            if (json) {
                cli.terminal().print(Json.text(runs));
                return Cli.DONE;
            }
            if (runs.isEmpty()) {
                cli.terminal().say("no runs yet");
            }
            runs.forEach(run -> cli.terminal().say(line(run)));
            return Cli.DONE;
        }
    }

    private String line(RunView run) {
        var outcome = run.outcome().orElse("running");
        var painted =
                run.succeeded()
                        ? cli.terminal().good(pad(outcome))
                        : run.outcome().isPresent()
                                ? cli.terminal().bad(pad(outcome))
                                : pad(outcome);
        var when = run.startedAt().map(t -> Wording.ago(t, cli.caller().now())).orElse("");
        var took =
                run.durationMs().isPresent()
                        ? Wording.duration(Duration.ofMillis(run.durationMs().getAsLong()))
                        : "";
        return "%s  %s  %-20s %-12s %8s  %s"
                .formatted(
                        run.id(),
                        painted,
                        run.automation(),
                        when,
                        took,
                        Wording.visible(run.reason().orElse("")))
                .stripTrailing();
    }

    private static String pad(String outcome) {
        return "%-10s".formatted(outcome);
    }
}
