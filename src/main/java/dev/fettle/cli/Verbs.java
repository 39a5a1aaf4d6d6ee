package dev.fettle.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/// The verbs of the command line, in the order of their help. picocli reads each command's
/// annotations by reflection, which takes time at each start, and memory for as long as a daemon
/// lives. So where a command line names its verb, none but that is made.
final class Verbs implements CommandLine.IFactory {
    static final List<String> ALL =
            List.of(
                    "try",
                    "init",
                    "new",
                    "up",
                    "run",
                    "status",
                    "log",
                    "undo",
                    "runs",
                    "bad",
                    "check",
                    "next",
                    "lint",
                    "learn",
                    "recover",
                    "service",
                    "watchdog",
                    "ack",
                    "pause",
                    "resume",
                    "forget",
                    "lock",
                    "digest",
                    "drill",
                    "secret",
                    "channel",
                    "doctor",
                    "completion",
                    "help");

    private final Cli cli;

    Verbs(Cli cli) {
        this.cli = cli;
    }

    /// The verbs that have to be known for this command line: the one that it names, all where it
    /// names none.
    static List<String> wanted(String[] arguments) {
        return named(arguments)
                .filter(ALL::contains)
                .filter(verb -> !verb.equals("completion"))
                .map(List::of)
                .orElse(ALL);
    }

    private static Optional<String> named(String[] arguments) {
        for (int n = 0; n < arguments.length; n++) {
            if (arguments[n].equals("--home")) {
                n++; // its value
            } else if (!arguments[n].startsWith("-")) {
                return Optional.of(arguments[n]);
            }
        }
        return Optional.empty();
    }

    /// The command of one of these.
    Object command(String verb) {
        return switch (verb) {
            case "try" -> new TryVerbCommand(cli);
            case "init" -> new InitCommand(cli);
            case "new" -> new NewCommand(cli);
            case "up" -> new UpCommand(cli);
            case "run" -> new RunCommand(cli);
            case "status" -> new StatusCommand(cli);
            case "log" -> new LogCommand(cli);
            case "undo" -> new UndoCommand(cli);
            case "runs" -> new RunsCommand(cli);
            case "bad" -> new BadCommand(cli);
            case "check" -> new CheckCommand(cli);
            case "next" -> new NextCommand(cli);
            case "lint" -> new LintCommand(cli);
            case "learn" -> new LearnCommand(cli);
            case "recover" -> new RecoverCommand(cli);
            case "service" -> new ServiceCommand(cli);
            case "watchdog" -> new WatchdogCommand(cli);
            case "ack" -> new AckCommand(cli);
            case "pause" -> new PauseCommand(cli);
            case "resume" -> new ResumeCommand(cli);
            case "forget" -> new ForgetCommand(cli);
            case "lock" -> new LockCommand(cli);
            case "digest" -> new DigestCommand(cli);
            case "drill" -> new DrillCommand(cli);
            case "secret" -> new SecretCommand(cli);
            case "channel" -> new ChannelCommand(cli);
            case "doctor" -> new DoctorCommand(cli);
            case "completion" -> new CompletionCommand();
            case "help" -> new HelpCommand(cli);
            default -> throw new IllegalStateException("no verb: " + verb);
        };
    }

    /// Makes what a verb's annotations name: the words behind it.
    @Override
    public <K> K create(Class<K> kind) throws Exception {
        return kind.cast(made(kind));
    }

    private Object made(Class<?> kind) throws Exception {
        return switch (kind.getSimpleName()) {
            case "ServiceInstallCommand" -> new ServiceInstallCommand(cli);
            case "ServiceUninstallCommand" -> new ServiceUninstallCommand(cli);
            case "ServiceStatusCommand" -> new ServiceStatusCommand(cli);
            case "SecretSetCommand" -> new SecretSetCommand(cli);
            case "SecretListCommand" -> new SecretListCommand(cli);
            case "ChannelTestCommand" -> new ChannelTestCommand(cli);
            default -> CommandLine.defaultFactory().create(kind);
        };
    }
}
