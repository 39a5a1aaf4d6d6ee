package dev.fettle.web;

import dev.fettle.verb.StatusView;
import java.util.Optional;

/// One automation in a line.
public record AutomationRow(
        String name,
        String link,
        Sign health,
        Optional<String> reason,
        String trigger,
        Optional<Last> lastRun,
        Optional<Last> lastGood) {
    /// @param at empty where it never started
    public record Last(String link, Sign outcome, Optional<Moment> at) {}

    static AutomationRow of(StatusView.Entry entry, Look look) {
        return new AutomationRow(
                Look.plain(entry.name()),
                Look.automation(entry.name()),
                Sign.health(entry.health()),
                entry.reason().map(Look::plain),
                entry.trigger().map(AutomationRow::trigger).orElse("unknown"),
                entry.lastRun()
                        .map(run ->
                                new Last(
                                        Look.run(run.id()),
                                        Sign.outcome(Optional.of(run.outcome())),
                                        run.startedAt().map(look::moment))),
                entry.lastGood()
                        .map(run ->
                                new Last(
                                        Look.run(run.id()),
                                        Sign.outcome(Optional.of("succeeded")),
                                        run.startedAt().map(look::moment))));
    }

    static String trigger(String word) {
        return word.equals("hand") ? "by hand" : Look.plain(word);
    }
}
