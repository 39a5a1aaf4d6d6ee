package dev.fettle.web;

import dev.fettle.notation.Wording;
import dev.fettle.verb.RunView;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// One run in a line.
///
/// @param about what it was given: a file's name, or how many
/// @param at empty where it has not started
public record RunRow(
        String id,
        String link,
        String automation,
        String automationLink,
        Sign outcome,
        Optional<String> reason,
        Optional<String> about,
        Optional<Moment> at,
        String took) {
    static RunRow of(RunView run, Look look) {
        return new RunRow(
                run.id(),
                Look.run(run.id()),
                Look.plain(run.automation()),
                Look.automation(run.automation()),
                Sign.outcome(run.outcome()),
                run.reason().map(Look::plain),
                about(run),
                run.startedAt().map(look::moment),
                took(run, look));
    }

    static String took(RunView run, Look look) {
        if (run.durationMs().isPresent()) {
            return Wording.duration(Duration.ofMillis(run.durationMs().getAsLong()));
        }
        return run.startedAt().filter(_ -> run.outcome().isEmpty()).map(look::since).orElse("");
    }

    private static Optional<String> about(RunView run) {
        return switch (run.inputs().size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(name(run.inputs().getFirst()));
            default -> Optional.of(Wording.count(run.inputs().size(), "file"));
        };
    }

    private static String name(Map<String, Object> file) {
        var path = String.valueOf(file.get("path"));
        return Look.plain(path.substring(path.lastIndexOf('/') + 1));
    }
}
