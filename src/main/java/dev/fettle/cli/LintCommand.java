package dev.fettle.cli;

import dev.fettle.notation.Json;
import dev.fettle.notation.Wording;
import dev.fettle.verb.ChannelVerb;
import dev.fettle.verb.LintVerb;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "lint",
        description = "What will hurt: undocumented, unchecked, failures that get lost.",
        footer = {
            "",
            "  fettle lint                   the whole home",
            "  fettle lint web-images",
            "",
            "Exit code: 0 nothing found, 1 something found, 2 it could not be told."
        })
final class LintCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "One automation.")
    private @Nullable String name;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    private final Cli cli;

    LintCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        var caller = cli.caller();
        var found =
                LintVerb.answer(
                        caller.home(), Optional.ofNullable(name), caller.path(), caller.clock());
        if (json) {
            cli.terminal().print(Json.text(found));
        } else if (found.isEmpty()) {
            cli.terminal().remark("nothing found");
        } else {
            found.forEach(each -> cli.terminal().say(Wording.visible(each.text())));
        }
        if (ChannelVerb.isNobodyTold(caller.home())) {
            cli.terminal().remark(StatusText.NOBODY);
        }
        return found.isEmpty() ? Cli.DONE : Cli.BAD;
    }
}
