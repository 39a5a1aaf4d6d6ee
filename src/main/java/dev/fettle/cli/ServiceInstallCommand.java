package dev.fettle.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "install",
        description = "Write the units, enable and start them.",
        footer = {
            "",
            "PATH in them is that of your login shell. Where there is no systemd, it says what to give",
            "to cron."
        })
final class ServiceInstallCommand implements Callable<Integer> {
    @Option(names = "--print", description = "Show the units and write nothing.")
    private boolean print;

    private final Cli cli;

    ServiceInstallCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        var service = cli.service();
        if (print) {
            service.print()
                    .forEach((file, text) ->
                            cli.terminal().say("# --- %s%n%s".formatted(file, text)));
            return Cli.DONE;
        }
        var installed = service.install();
        installed.files().forEach(file -> cli.terminal().say("wrote " + file));
        installed.remarks().forEach(remark -> cli.terminal().remark("fettle: " + remark));
        cli.terminal().say("fettle comes up with the machine; `fettle service status` shows it");
        return Cli.DONE;
    }
}
