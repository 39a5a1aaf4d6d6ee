package dev.fettle.cli;

import dev.fettle.notation.Json;
import dev.fettle.notation.Wording;
import dev.fettle.verb.DoctorVerb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        description = "What is missing here: programs, folders, rights, the daemon.",
        footer = {
            "",
            "Changes nothing. Exit code: 0 nothing is missing, 1 something is, 2 it could not be told."
        })
final class DoctorCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    private final Cli cli;

    DoctorCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        var caller = cli.caller();
        var found = DoctorVerb.answer(caller.home(), caller.path(), caller.clock());
        if (json) {
            cli.terminal().print(Json.text(found));
        } else {
            found.forEach(this::tell);
        }
        return found.stream().anyMatch(DoctorVerb.Found::isMissing) ? Cli.BAD : Cli.DONE;
    }

    private void tell(DoctorVerb.Found found) {
        var word = "%-8s".formatted(found.state());
        var painted =
                switch (found.state()) {
                    case "ok" -> cli.terminal().good(word);
                    case "missing" -> cli.terminal().bad(word);
                    default -> word;
                };
        var whose = found.automation().map(name -> name + ": ").orElse("");
        cli.terminal()
                .say(
                        "%s%-11s %s%s"
                                .formatted(
                                        painted,
                                        found.subject(),
                                        whose,
                                        Wording.visible(found.found())));
        found.remedy().ifPresent(remedy -> cli.terminal().say(" ".repeat(20) + "→ " + remedy));
    }
}
