package dev.fettle.cli;

import dev.fettle.notation.Json;
import dev.fettle.verb.NextVerb;
import dev.fettle.verb.NextView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "next",
        description = "When a schedule would be due: shows what a text means.",
        footer = {
            "",
            "Changes nothing and needs no home. Exit code: 0 shown, 2 the text or the zone is wrong.",
            "",
            "  fettle next --schedule 'daily at 02:30' --timezone Europe/Berlin",
            "  fettle next --schedule 'weekdays at 09:00' --schedule 'monthly on last day at 18:00'",
            "  fettle next --schedule '*/15 8-17 * * mon-fri' --limit 5"
        })
final class NextCommand implements Callable<Integer> {
    @Option(
            names = "--schedule",
            required = true,
            paramLabel = "TEXT",
            description =
                    "Cron or a plain form: every 15m, daily at 02:30, weekdays at 09:00, monday at 08:00,"
                            + " monthly on 1 at 06:00, monthly on last day at 06:00, at boot."
                            + " Several are one schedule.")
    private List<String> schedules = new ArrayList<>();

    @Option(
            names = "--timezone",
            paramLabel = "ZONE",
            description = "An IANA name like Europe/Berlin. Default: the machine's.")
    private @Nullable String timezone;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many (${DEFAULT-VALUE}).",
            defaultValue = "20")
    private int limit;

    @Option(names = "--json", description = "Print them as JSON.")
    private boolean json;

    private final Cli cli;

    NextCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        var now = cli.caller().now();
        var question = new NextVerb.Question(schedules, Optional.ofNullable(timezone), limit);
        var answer = NextVerb.answer(question, now);
        cli.terminal()
                .print(json ? Json.text(NextView.of(answer)) : new NextText(answer, now).text());
        return Cli.DONE;
    }
}
