package dev.fettle.cli;

import picocli.CommandLine;

/// Makes the verbs' commands, each with the command line it belongs to.
final class Commands implements CommandLine.IFactory {
    private final Cli cli;

    Commands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public <K> K create(Class<K> kind) throws Exception {
        return kind.cast(made(kind));
    }

    private Object made(Class<?> kind) throws Exception {
        return switch (kind.getSimpleName()) {
            case "TryVerbCommand" -> new TryVerbCommand(cli);
            case "InitCommand" -> new InitCommand(cli);
            case "NewCommand" -> new NewCommand(cli);
            case "UpCommand" -> new UpCommand(cli);
            case "RunCommand" -> new RunCommand(cli);
            case "StatusCommand" -> new StatusCommand(cli);
            case "LogCommand" -> new LogCommand(cli);
            case "UndoCommand" -> new UndoCommand(cli);
            case "RunsCommand" -> new RunsCommand(cli);
            case "NextCommand" -> new NextCommand(cli);
            case "LintCommand" -> new LintCommand(cli);
            case "DoctorCommand" -> new DoctorCommand(cli);
            case "AckCommand" -> new AckCommand(cli);
            case "PauseCommand" -> new PauseCommand(cli);
            case "ResumeCommand" -> new ResumeCommand(cli);
            case "ForgetCommand" -> new ForgetCommand(cli);
            case "WatchdogCommand" -> new WatchdogCommand(cli);
            case "ServiceCommand" -> new ServiceCommand(cli);
            case "ServiceInstallCommand" -> new ServiceInstallCommand(cli);
            case "ServiceUninstallCommand" -> new ServiceUninstallCommand(cli);
            case "ServiceStatusCommand" -> new ServiceStatusCommand(cli);
            case "DigestCommand" -> new DigestCommand(cli);
            case "RecoverCommand" -> new RecoverCommand(cli);
            case "SecretCommand" -> new SecretCommand(cli);
            case "SecretSetCommand" -> new SecretSetCommand(cli);
            case "SecretListCommand" -> new SecretListCommand(cli);
            case "ChannelCommand" -> new ChannelCommand(cli);
            case "ChannelTestCommand" -> new ChannelTestCommand(cli);
            case "CompletionCommand" -> new CompletionCommand();
            case "HelpCommand" -> new HelpCommand(cli);
            default -> CommandLine.defaultFactory().create(kind);
        };
    }
}
