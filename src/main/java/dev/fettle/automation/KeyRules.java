package dev.fettle.automation;

import dev.fettle.notation.Mark;
import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
import dev.fettle.notation.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// What no key says alone: keys that belong to others, and values that make no sense together.
final class KeyRules {
    private static final Pattern INPUT = Pattern.compile("\\{input}");
    private static final Pattern OUTPUT = Pattern.compile("\\{output}");

    private final Source source;
    private final Node.Mapping front;
    private final Consumer<Problem> problems;

    KeyRules(Source source, Node.Mapping front, Consumer<Problem> problems) {
        this.source = source;
        this.front = front;
        this.problems = problems;
    }

    /// @param canRun whether `run` is stated or was found, or could not be told from several
    void check(Definition definition, boolean canRun) {
        if (definition.watch().isEmpty()) {
            belongsTo("pattern", "watch");
            belongsTo("done", "watch");
        }
        if (definition.schedule().isEmpty()) {
            belongsToSchedule("timezone");
            belongsToSchedule("catch-up");
            belongsToSchedule("when-busy");
            belongsToSchedule("lost");
        }
        schedule(definition, canRun);
        new ExpectedOften(source, front, problems).check(definition);
        after(definition, canRun);
        if (definition.output().isEmpty()) {
            belongsTo("publish", "output");
            belongsTo("collide", "output");
            belongsTo("versions", "output");
        }
        patternOnce();
        run(definition, canRun);
        definition.watch().ifPresent(watch -> handledInputsStayAway(watch, definition.done()));
    }

    private void belongsTo(String key, String other) {
        if (has(key)) {
            problem(
                    key,
                    "\"%s\" belongs to \"%s\"".formatted(key, other),
                    "add %s: FOLDER".formatted(other));
        }
    }

    private void belongsToSchedule(String key) {
        if (has(key)) {
            problem(
                    key,
                    "\"%s\" belongs to \"schedule\"".formatted(key),
                    "add schedule: daily at 02:30");
        }
    }

    /// A time brings no input.
    private void schedule(Definition definition, boolean canRun) {
        if (definition.schedule().isEmpty()) {
            return;
        }
        if (definition.watch().isPresent()) {
            problem(
                    "schedule",
                    "it is started by a time and by files in a folder",
                    "keep one of \"schedule\" and \"watch\"");
        } else if (definition.run().map(RunCommand::wantsInput).orElse(false)) {
            var place = front.get("run").flatMap(node -> source.find(INPUT, node.mark(), 0));
            problems.accept(
                    source.problem(
                            place.orElse(mark("run")),
                            "{input} stands here, but a schedule brings no input",
                            "let the program find its files by itself, or use watch: FOLDER"));
        } else if (definition.isDraft() && !canRun) {
            problem("schedule", "there is nothing to start at that time", "add run: ./program");
        }
    }

    private void after(Definition definition, boolean canRun) {
        if (definition.after().isEmpty()) {
            return;
        }
        for (var other : List.of("watch", "schedule")) {
            if (has(other)) {
                problem(
                        "after",
                        "it is started by \"%s\" and by \"after\"".formatted(other),
                        "keep one of them");
            }
        }
        if (definition.isDraft() && !canRun) {
            problem("after", "there is nothing to start", "add run: ./program {input}");
        }
    }

    private void patternOnce() {
        if (has("pattern")
                && front.get("watch").orElse(null) instanceof Node.Mapping options
                && options.get("pattern").isPresent()) {
            problem("pattern", "the pattern is stated twice", "keep one of them");
        }
    }

    private void run(Definition definition, boolean canRun) {
        var run = definition.run();
        if (run.map(RunCommand::wantsOutput).orElse(false) && definition.output().isEmpty()) {
            var place = front.get("run").flatMap(node -> source.find(OUTPUT, node.mark(), 0));
            problems.accept(
                    source.problem(
                            place.orElse(mark("run")),
                            "{output} stands here, but there is no output folder",
                            "add output: FOLDER"));
        }
        if (definition.watch().isPresent() && !canRun) {
            problem(
                    "watch",
                    "there is no program to give the inputs to",
                    "add run: ./program {input}");
        }
        if (has("accept") && run.map(r -> !r.wantsInput()).orElse(!canRun)) {
            problem(
                    "accept",
                    "\"accept\" looks at inputs, and nothing here takes one",
                    "use {input} in \"run\"");
        }
    }

    /// Where they were moved to a folder that is watched, they would be inputs again.
    private void handledInputsStayAway(Watch watch, Done done) {
        if (!(done instanceof Done.Move(var target))) {
            return;
        }
        if (target.equals(watch.folder())) {
            problem(
                    "done",
                    "handled inputs would be moved to where they already lie",
                    "name another folder");
        } else if (watch.recursive() && isWatched(watch.folder(), target)) {
            problem(
                    "done",
                    "handled inputs would be moved into the watched folder and be inputs again",
                    "name a folder outside of it, or one whose name begins with a dot");
        }
    }

    private static boolean isWatched(Path watched, Path target) {
        if (!target.startsWith(watched)) {
            return false;
        }
        for (var part : watched.relativize(target)) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    private boolean has(String key) {
        return front.get(key).isPresent();
    }

    private void problem(String key, String found, String right) {
        problems.accept(source.problem(mark(key), found, right));
    }

    private Mark mark(String key) {
        return front.entries().stream()
                .filter(e -> e.key().text().equals(key))
                .map(e -> e.key().mark())
                .findFirst()
                .orElse(front.mark());
    }
}
