package dev.fettle.cli;

import dev.fettle.notation.Json;
import dev.fettle.notation.Wording;
import dev.fettle.verb.CheckVerb;
import dev.fettle.verb.CheckVerb.Entry;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = "Look whether what is published now is what was published, and good.",
        footer = {
            "",
            "Each file is read to its end and compared with what its run put there, and the checks",
            "are made again. Nothing is changed, and nobody is told. Exit code 1 says that something",
            "is lost, altered, not good any more or could not be looked at.",
            "",
            "  fettle check                     what all automations have published",
            "  fettle check web-images"
        })
final class CheckCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "One automation.")
    private @Nullable String name;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    private final Cli cli;

    CheckCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() throws Exception {
        var terminal = cli.terminal();
        try (var workshop = cli.caller().workshop()) {
            var progress = new RunProgress(terminal, cli.caller());
            try {
                var entries =
                        new CheckVerb(
                                        workshop,
                                        (done, of) ->
                                                progress.reached(
                                                        "results looked at: %d of %d"
                                                                .formatted(done, of),
                                                        "",
                                                        ""))
                                .answer(Optional.ofNullable(name));
                progress.end();
                if (json) {
                    terminal.print(Json.text(entries));
                } else {
                    entries.forEach(this::tell);
                }
                return entries.stream().allMatch(Entry::isGood) ? Cli.DONE : Cli.BAD;
            } finally {
                progress.end();
            }
        }
    }

    private void tell(Entry entry) {
        var terminal = cli.terminal();
        terminal.say(entry.automation() + ": " + summary(entry));
        for (var difference : entry.differences()) {
            terminal.say(
                    "  %s %s: %s (run %s, %s)"
                            .formatted(
                                    terminal.bad("%-10s".formatted(difference.kind())),
                                    Wording.visible(difference.path()),
                                    Wording.visible(difference.detail()),
                                    difference.run(),
                                    Wording.moment(difference.publishedAt())));
        }
        for (var checked : entry.checks()) {
            var check = checked.check();
            var kind =
                    check.passed().isEmpty()
                            ? terminal.bad("%-10s".formatted("unchecked"))
                            : check.passed().get()
                                    ? "%-10s".formatted("warning")
                                    : terminal.bad("%-10s".formatted("not good"));
            terminal.say(
                    "  %s %s (%s, run %s)"
                            .formatted(
                                    kind,
                                    Wording.visible(check.warning().or(check::detail).orElse("")),
                                    check.name(),
                                    checked.run()));
        }
    }

    private static String summary(Entry entry) {
        if (entry.notLooked().isPresent()) {
            return "not looked at: " + Wording.visible(entry.notLooked().get());
        }
        if (entry.files() == 0) {
            return "nothing is published";
        }
        var files = Wording.count(entry.files(), "file");
        if (entry.isGood()) {
            return files + " as published, and good";
        }
        return entry.differences().isEmpty()
                ? files + " as published, but not all good"
                : "%d of %s not as published".formatted(entry.differences().size(), files);
    }
}
