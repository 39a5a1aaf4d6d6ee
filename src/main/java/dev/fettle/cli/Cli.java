package dev.fettle.cli;

import dev.fettle.notation.Suggestion;
import dev.fettle.notation.UserError;
import dev.fettle.notation.Wording;
import dev.fettle.verb.Caller;
import dev.fettle.verb.ServiceVerb;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The command line: `fettle VERB …`. Errors are told in one place, here: what the user can mend in
/// words, everything else with the name of the file that holds the trace.
@Command(
        name = "fettle",
        description =
                "Keeps your automations working: runs them, checks what they made, and says when one stops.",
        synopsisSubcommandLabel = "VERB")
public final class Cli {
    static final int DONE = 0;
    static final int BAD = 1;
    static final int COULD_NOT = 2;

    @Option(
            names = "--home",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description =
                    "The home. Default: FETTLE_HOME, else the nearest folder above with a fettle.yaml, else ~/automations.")
    private @Nullable Path home;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--version", description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // Main has answered it; here it stands for the help
    private boolean version;

    private final Terminal terminal;
    private final Map<String, String> environment;
    private final Path working;

    Cli(Map<String, String> environment, Path working) {
        this.terminal = new Terminal(environment);
        this.environment = environment;
        this.working = working;
    }

    /// Carries out one command line.
    ///
    /// @return the exit code
    public static int run(String[] arguments) {
        return new Cli(System.getenv(), Path.of("").toAbsolutePath()).carryOut(arguments);
    }

    private int carryOut(String[] arguments) {
        var line = commandLine(Verbs.wanted(arguments));
        try {
            if (arguments.length == 0) {
                terminal.print(Help.everyday(line));
                return COULD_NOT;
            }
            return line.execute(arguments);
        } finally {
            terminal.clearProgress();
        }
    }

    /// @param known the verbs that it knows
    CommandLine commandLine(List<String> known) {
        var verbs = new Verbs(this);
        var line = new CommandLine(this, verbs);
        for (var verb : known) {
            line.addSubcommand(verb, verbs.command(verb));
        }
        line.setExecutionStrategy(new CommandLine.RunLast());
        line.setParameterExceptionHandler(this::wrongArguments);
        line.setExecutionExceptionHandler((e, _, _) -> told(e));
        line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        line.setExpandAtFiles(false); // @x is the name of a file as any other
        line.setUsageHelpWidth(100);
        line.setUsageHelpAutoWidth(true);
        line.getHelpSectionMap()
                .put(
                        CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
                        h -> h.commandSpec().parent() == null ? Help.everydayVerbs(line) : "");
        return line;
    }

    Terminal terminal() {
        return terminal;
    }

    Caller caller() {
        return Caller.of(Optional.ofNullable(home), environment, working);
    }

    ServiceVerb service() throws IOException {
        return ServiceVerb.of(caller());
    }

    /// The same for a home that was not named on the command line.
    Caller caller(Path home) {
        return Caller.of(Optional.of(home), environment, working);
    }

    private int wrongArguments(CommandLine.ParameterException e, String[] arguments) {
        var line = e.getCommandLine();
        var message = new StringBuilder("fettle: " + e.getMessage());
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()
                && line.getParent() == null) {
            var word = unmatched.getUnmatched().getFirst();
            message = new StringBuilder("fettle: there is no verb \"" + word + "\"; ");
            message.append(
                    Suggestion.near(word, line.getSubcommands().keySet())
                            .map(v -> "did you mean \"" + v + "\"?")
                            .orElse("`fettle --help` lists them"));
        } else {
            message.append("; `")
                    .append(line.getCommandSpec().qualifiedName())
                    .append(" --help` says more");
        }
        terminal.remark(message.toString());
        return COULD_NOT;
    }

    /// Says what went wrong and answers the exit code.
    private int told(Exception e) {
        switch (e) {
            case UserError wrong -> terminal.remark(prefixed(wrong));
            case InterruptedException _ -> terminal.remark("fettle: interrupted");
            case IOException denied ->
                    terminal.remark("fettle: " + Wording.denied(denied) + traceOf(denied));
            default -> terminal.remark("fettle: an error in Fettle itself: " + e + traceOf(e));
        }
        return COULD_NOT;
    }

    private static String prefixed(UserError e) {
        return e.problems().isEmpty()
                ? "fettle: " + e.getMessage()
                : String.valueOf(e.getMessage());
    }

    private String traceOf(Exception e) {
        return caller().keepTrace(e).map(file -> "\n        (details: " + file + ")").orElse("");
    }
}
