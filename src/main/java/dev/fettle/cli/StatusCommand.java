package dev.fettle.cli;

import dev.fettle.notation.Json;
import dev.fettle.verb.StatusVerb;
import java.util.Optional;
import java.util.concurrent.Callable;
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
        try (var workshop = cli.caller().workshop()) {
            var status = new StatusVerb(workshop).answer(Optional.ofNullable(name));
            cli.terminal()
                    .print(
                            json
                                    ? Json.text(status)
                                    : new StatusText(cli.terminal())
                                            .of(status, cli.caller().now()));
            return status.allWell() ? Cli.DONE : Cli.BAD;
        }
    }
}
