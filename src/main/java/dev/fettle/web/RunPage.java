package dev.fettle.web;

import dev.fettle.notation.Wording;
import dev.fettle.verb.RunView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One run: what it was given, what the checks found, what it published, what it said.
public record RunPage(
        RunRow row,
        String trigger,
        int attempts,
        Optional<String> exitCode,
        List<FileRow> inputs,
        List<CheckRow> checks,
        List<FileRow> published,
        LogTail log) {
    /// @param replaced whether there was another content before
    public record FileRow(String path, String size, String hash, boolean replaced) {
        static FileRow of(Map<String, Object> file) {
            return new FileRow(
                    Look.plain(String.valueOf(file.get("path"))),
                    file.get("size") instanceof Number bytes ? Wording.size(bytes.longValue()) : "",
                    String.valueOf(file.get("sha256")),
                    file.get("replaced") instanceof Optional<?> former && former.isPresent());
        }
    }

    public record CheckRow(Sign result, String name, Optional<String> detail) {}

    static RunPage of(RunView run, Look look) throws IOException {
        return new RunPage(
                RunRow.of(run, look),
                AutomationRow.trigger(run.trigger()),
                run.attempts(),
                run.exitCode().isPresent()
                        ? Optional.of(Integer.toString(run.exitCode().getAsInt()))
                        : Optional.empty(),
                run.inputs().stream().map(FileRow::of).toList(),
                run.checks().stream()
                        .map(found ->
                                new CheckRow(
                                        Sign.check(found.passed(), found.warning().isPresent()),
                                        Look.plain(found.name()),
                                        found.detail().or(found::warning).map(Look::plain)))
                        .toList(),
                run.published().stream().map(FileRow::of).toList(),
                LogTail.of(Path.of(run.log())));
    }

    public String title() {
        return "%s %s · Fettle".formatted(row.automation(), row.outcome().word());
    }

    public boolean running() {
        return row.outcome().tone().equals("busy");
    }
}
