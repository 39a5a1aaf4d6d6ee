package dev.fettle.daemon;

import dev.fettle.history.Run;
import dev.fettle.run.Progress;
import java.util.LinkedHashMap;
import java.util.Map;

/// How far a run is, as a message.
final class StageText {
    private StageText() {}

    static Map<String, Object> of(Run run, Progress.Stage stage) {
        var text = new LinkedHashMap<String, Object>();
        text.put("stage", words(stage));
        text.put("run", run.id().text());
        text.put("log", run.log().toString());
        return text;
    }

    /// As a person reads it.
    static String words(Progress.Stage stage) {
        return switch (stage) {
            case Progress.Stage.Waiting(var on) ->
                    on.isEmpty()
                            ? "waiting for its turn"
                            : "waiting for run " + String.join(", ", on);
            case Progress.Stage.Working(int attempt) ->
                    attempt == 1 ? "running" : "running, attempt " + attempt;
            case Progress.Stage.Checking() -> "checking";
            case Progress.Stage.Publishing() -> "publishing";
        };
    }
}
