package dev.fettle.cli;

import dev.fettle.notation.Json;
import dev.fettle.notation.JsonReader;
import dev.fettle.notation.Wording;
import dev.fettle.verb.RunView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came of runs, in words. Works on the JSON's form, which is the same whether the daemon or
/// this process carried the run out.
final class RunText {
    private RunText() {}

    static String of(RunView run) {
        return one(map(parsed(run)));
    }

    static String of(@Nullable Object answer) {
        var runs = runs(answer);
        if (runs.isEmpty()) {
            return "nothing to do: no input is new or set aside\n";
        }
        var text = new StringBuilder();
        runs.forEach(run -> text.append(one(run)));
        return text.toString();
    }

    static boolean allSucceeded(@Nullable Object answer) {
        return runs(answer).stream().allMatch(run -> "succeeded".equals(run.get("outcome")));
    }

    /// What `--json` prints: a list where several were asked for.
    static @Nullable Object json(@Nullable Object answer) {
        boolean many = Boolean.TRUE.equals(map(answer).get("many"));
        var runs = runs(answer);
        return many || runs.isEmpty() ? runs : runs.getFirst();
    }

    private static String one(Map<String, @Nullable Object> run) {
        var text = new StringBuilder();
        text.append(run.get("outcome")).append(": ").append(run.get("automation"));
        for (var input : maps(run.get("inputs"))) {
            text.append(' ').append(Wording.visible(name(input)));
            break;
        }
        int inputs = maps(run.get("inputs")).size();
        text.append(inputs > 1 ? " and %d more".formatted(inputs - 1) : "");
        text.append(" (run ").append(run.get("id"));
        if (run.get("durationMs") instanceof Long millis) {
            text.append(", ").append(Wording.duration(Duration.ofMillis(millis)));
        }
        text.append(")\n");
        if (run.get("reason") instanceof String reason) {
            text.append("  ").append(Wording.visible(reason)).append('\n');
        }
        for (var check : maps(run.get("checks"))) {
            boolean told =
                    !Boolean.TRUE.equals(check.get("passed")) || check.get("warning") != null;
            if (told && check.get("detail") instanceof String detail) {
                text.append("  check ")
                        .append(check.get("name"))
                        .append(": ")
                        .append(Wording.visible(detail))
                        .append('\n');
            }
        }
        for (var file : maps(run.get("published"))) {
            var size = file.get("size") instanceof Long bytes ? Wording.size(bytes) : "";
            text.append("  published ").append(Wording.visible(String.valueOf(file.get("path"))));
            text.append(" (")
                    .append(size)
                    .append(file.get("replaced") == null ? ")" : ", replaced)")
                    .append('\n');
        }
        if (!"succeeded".equals(run.get("outcome"))) {
            text.append("  log: ").append(run.get("log")).append('\n');
        }
        return text.toString();
    }

    private static String name(Map<String, @Nullable Object> input) {
        var path = String.valueOf(input.get("path"));
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static @Nullable Object parsed(Object view) {
        return JsonReader.read(Json.line(view));
    }

    private static List<Map<String, @Nullable Object>> runs(@Nullable Object answer) {
        return maps(map(answer).get("runs"));
    }

    private static List<Map<String, @Nullable Object>> maps(@Nullable Object value) {
        var maps = new ArrayList<Map<String, @Nullable Object>>();
        if (value instanceof List<?> list) {
            list.forEach(item -> maps.add(map(item)));
        }
        return maps;
    }

    private static Map<String, @Nullable Object> map(@Nullable Object value) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        if (value instanceof Map<?, ?> members) {
            members.forEach((name, member) -> map.put(String.valueOf(name), member));
        }
        return map;
    }
}
