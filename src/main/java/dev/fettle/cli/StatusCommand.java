package dev.fettle.cli;

import dev.fettle.notation.Json;
import dev.fettle.notation.Wording;
import dev.fettle.verb.StatusSnapshot;
import dev.fettle.verb.StatusVerb;
import dev.fettle.verb.StatusView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        description = "How things stand.",
        footer = {
            "",
            "Exit code: 0 all is well, 1 an automation is failing, 2 it could not be told."
        })
final class StatusCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "One automation.")
    private @Nullable String name;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    private final Cli cli;

    StatusCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        var caller = cli.caller();
        StatusView status;
        List<String> remarks;
        Instant until;
        Optional<StatusSnapshot.Seen> seen;
        try (var workshop = caller.workshop()) {
            var verb = new StatusVerb(workshop);
            status = verb.answer(Optional.ofNullable(name));
            remarks = verb.remarks();
            until = verb.changesAt().orElse(StatusSnapshot.FOR_GOOD);
            seen = name == null ? Optional.of(verb.seen()) : Optional.empty();
        }
        int exit = status.allWell() ? Cli.DONE : Cli.BAD;
        var text = new StatusText(cli.terminal());
        if (json) {
            cli.terminal().print(Json.text(status));
        } else {
            Function<Instant, String> ago = then -> Wording.ago(then, caller.now());
            cli.terminal().print(text.of(status, remarks, ago));
            if (name != null) {
                status.automations().forEach(each -> cli.terminal().print(text.closely(each, ago)));
            }
        }
        // What waits to be recovered is told by locks, which leave no trace in files.
        if (seen.isPresent() && status.recovery().isEmpty() && !text.isPainted()) {
            var kept = text.of(status, remarks, then -> "{ago:" + then.toEpochMilli() + "}");
            seen.get().keep(new StatusSnapshot(until, exit, Json.text(status), kept));
        }
        return exit;
    }
}
