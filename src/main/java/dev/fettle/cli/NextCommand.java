package dev.fettle.cli;

import dev.fettle.notation.Durations;
import dev.fettle.notation.Json;
import dev.fettle.notation.UserError;
import dev.fettle.notation.Wording;
import dev.fettle.verb.NextVerb;
import dev.fettle.verb.NextView;
import dev.fettle.verb.SlotsVerb;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "next",
        description = "What comes, and what became of what was due.",
        footer = {
            "",
            "Without --schedule: the coming slots, and those of the past that did not run in time, with the reason.",
            "With it: what a text would mean, before it is written anywhere; that needs no home.",
            "Exit code: 0 shown, 2 it could not be.",
            "",
            "  fettle next                             of all automations",
            "  fettle next backup --since 7d           of one, and the last week",
            "  fettle next --schedule 'daily at 02:30' --timezone Europe/Berlin",
            "  fettle next --schedule 'weekdays at 09:00' --schedule 'monthly on last day at 18:00'",
            "  fettle next --schedule '*/15 8-17 * * mon-fri' --limit 5"
        })
final class NextCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "One automation.")
    private @Nullable String name;

    @Option(
            names = "--schedule",
            paramLabel = "TEXT",
            description =
                    "Cron or a plain form: every 15m, daily at 02:30, weekdays at 09:00, monday at 08:00,"
                            + " monthly on 1 at 06:00, monthly on last day at 06:00, at boot."
                            + " Several are one schedule.")
    private List<String> schedules = new ArrayList<>();

    @Option(
            names = "--timezone",
            paramLabel = "ZONE",
            description =
                    "With --schedule: an IANA name like Europe/Berlin. Default: the machine's.")
    private @Nullable String timezone;

    @Option(names = "--since", paramLabel = "AGE", description = "How far back: 7d (default: 24h).")
    private @Nullable String since;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many of each (${DEFAULT-VALUE}).",
            defaultValue = "20")
    private int limit;

    @Option(names = "--json", description = "Print them as JSON.")
    private boolean json;

    private static final Duration DAY = Duration.ofHours(24);

    private final Cli cli;

    NextCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
        refuseMixtures();
        var text = schedules.isEmpty() ? ofAutomations() : ofSchedules();
        cli.terminal().print(text);
        return Cli.DONE;
    }

    private void refuseMixtures() {
        if (schedules.isEmpty() && timezone != null) {
            throw new UserError(
                    "--timezone belongs to --schedule; an automation has its own key: timezone");
        }
        if (!schedules.isEmpty() && (name != null || since != null)) {
            throw new UserError(
                    "--schedule shows what a text would mean; leave out "
                            + (name != null ? Wording.quoted(name) : "--since"));
        }
    }

    private String ofSchedules() {
        var now = cli.caller().now();
        var question = new NextVerb.Question(schedules, Optional.ofNullable(timezone), limit);
        var answer = NextVerb.answer(question, now);
        return json ? Json.text(NextView.of(answer)) : new NextText(answer, now).text();
    }

    private String ofAutomations() throws IOException {
        var window = since == null ? DAY : age(since);
        try (var workshop = cli.caller().workshop()) {
            var question = new SlotsVerb.Question(Optional.ofNullable(name), window, limit);
            var answer = new SlotsVerb(workshop).answer(question);
            return json
                    ? Json.text(answer.view())
                    : new SlotsText(answer, window, cli.caller().now()).text();
        }
    }

    private static Duration age(String text) {
        return Durations.parse(text)
                .orElseThrow(() ->
                        new UserError(
                                "--since: %s is no duration; right would be %s"
                                        .formatted(Wording.quoted(text), Durations.RIGHT)));
    }
}
