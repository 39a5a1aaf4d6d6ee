package dev.fettle.verb;

import dev.fettle.history.Input;
import dev.fettle.history.Run;
import dev.fettle.platform.PathBytes;
import dev.fettle.publish.PublishedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A run as the contract of the JSON shows it.
///
/// @param outcome empty while it runs
/// @param log the file's path
public record RunView(
        String id,
        String automation,
        String trigger,
        Optional<Instant> due,
        Optional<String> outcome,
        Optional<String> reason,
        OptionalInt exitCode,
        Optional<Instant> startedAt,
        OptionalLong durationMs,
        int attempts,
        List<Map<String, Object>> inputs,
        List<Map<String, Object>> published,
        List<CheckView> checks,
        String log) {

    public static RunView of(Workshop workshop, Run run) throws IOException {
        return new RunView(
                run.id().text(),
                run.automation(),
                run.trigger().word(),
                run.due(),
                run.outcome(),
                run.bad() ? Optional.of("marked as wrong") : run.reason(),
                run.exitCode(),
                run.startedAt(),
                run.duration().map(d -> OptionalLong.of(d.toMillis())).orElse(OptionalLong.empty()),
                run.attempts(),
                workshop.runs().inputs(run).stream().map(RunView::input).toList(),
                workshop.publisher().of(run.seq()).stream().map(RunView::published).toList(),
                workshop.runs().findings(run).stream().map(CheckView::of).toList(),
                run.log().toString());
    }

    public boolean succeeded() {
        return outcome.equals(Optional.of("succeeded"));
    }

    private static Map<String, Object> input(Input input) {
        var file = file(input.path());
        file.put("size", input.size());
        file.put("sha256", input.sha256());
        return file;
    }

    private static Map<String, Object> published(PublishedFile published) {
        var file = file(published.path());
        file.put("size", published.size());
        file.put("sha256", published.sha256());
        file.put("replaced", published.replaced());
        return file;
    }

    /// A name that is no text is shown with its bytes as `\xNN` and given whole beside.
    private static Map<String, Object> file(Path path) {
        var file = new LinkedHashMap<String, Object>();
        file.put("path", PathBytes.shown(path));
        if (!PathBytes.isUtf8(path)) {
            file.put("pathBase64", Base64.getEncoder().encodeToString(PathBytes.of(path)));
        }
        return file;
    }
}
