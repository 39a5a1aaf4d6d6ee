package dev.fettle.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "help", description = "Help on the whole, or on one verb.")
final class HelpCommand implements Callable<Integer> {
    @Option(names = "--all", description = "List every verb.")
    private boolean all;

    @Parameters(arity = "0..1", paramLabel = "VERB")
    private @Nullable String verb;

    private final Cli cli;

    HelpCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        var line = cli.commandLine(Verbs.ALL);
        if (verb == null) {
            cli.terminal().print(all ? Help.all(line) : Help.everyday(line));
            return Cli.DONE;
        }
        var named = line.getSubcommands().get(verb);
        if (named == null) {
            cli.terminal()
                    .remark(
                            "fettle: there is no verb \""
                                    + verb
                                    + "\"; `fettle help --all` lists them");
            return Cli.COULD_NOT;
        }
        cli.terminal().print(named.getUsageMessage());
        return Cli.DONE;
    }
}
