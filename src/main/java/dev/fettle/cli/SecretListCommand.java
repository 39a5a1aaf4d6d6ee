package dev.fettle.cli;

import dev.fettle.notation.Json;
import dev.fettle.notation.Wording;
import dev.fettle.verb.SecretVerb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "The names of the secrets, newest first.")
final class SecretListCommand implements Callable<Integer> {
    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many (${DEFAULT-VALUE}).",
            defaultValue = "20")
    private int limit;

    @Option(names = "--json", description = "Print them as JSON.")
    private boolean json;

    private final Cli cli;

    SecretListCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        var all = SecretVerb.list(cli.caller().home());
        var secrets = all.subList(0, Math.clamp(limit, 0, all.size()));
        if (json) {
            cli.terminal().print(Json.text(secrets));
            return Cli.DONE;
        }
        if (all.isEmpty()) {
            cli.terminal().say("no secrets yet; `fettle secret set NAME` keeps one");
        }
        for (var each : secrets) {
            var when = Wording.ago(each.since(), cli.caller().now());
            cli.terminal().say("%-32s %s".formatted(each.name(), when));
        }
        if (secrets.size() < all.size()) {
            cli.terminal()
                    .remark("fettle: %d more; --limit N".formatted(all.size() - secrets.size()));
        }
        return Cli.DONE;
    }
}
