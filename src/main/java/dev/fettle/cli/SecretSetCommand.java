package dev.fettle.cli;

import dev.fettle.notation.UserError;
import dev.fettle.verb.SecretVerb;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "set",
        description = "Keep a secret, in the place of one of its name.",
        footer = {
            "",
            "Its value is typed, or read from standard input; it is never an argument, which others",
            "see in lists of processes. The end of a single line is not part of it."
        })
final class SecretSetCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "That of the variable.")
    private String name = "";

    @Parameters(index = "1..*", hidden = true)
    private List<String> values = List.of();

    private final Cli cli;

    SecretSetCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        if (!values.isEmpty()) {
            throw new UserError(
                    "the value is typed, or read from standard input, and never an argument: this one others may have seen, and your shell may have kept it");
        }
        SecretVerb.requireName(name);
        var caller = cli.caller();
        var home = caller.home();
        var value = cli.terminal().hidden("Value of " + name + ": ", SecretVerb.MOST_BYTES);
        var kept = SecretVerb.set(home, caller.clock(), name, value);
        cli.terminal().remark("fettle: " + kept.name() + " is kept");
        if (!kept.redacted()) {
            cli.terminal()
                    .remark(
                            "fettle: it is shorter than 6 bytes: it is not taken out of logs, where it could be any word");
        }
        return Cli.DONE;
    }
}
