package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Node;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import dev.fettle.platform.Answer;
import dev.fettle.platform.Command;
import dev.fettle.platform.PathBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `command: [./looks-right, "{output}"]`, or a line for `sh`: exit 0 is good. `{output}` is the
/// folder in which the files lie, `{input}` (in `accept`) the files themselves. 126 and 127 say
/// that the command could not be run: then nothing was checked.
record CommandCheck(CheckCommand command) implements Check {
    private static final int OUTPUT_LIMIT = 1 << 20;
    private static final int LAST_LINES = 8;
    private static final int LAST_CHARACTERS = 1000;

    @Override
    public String name() {
        return "command";
    }

    @Override
    public Cost cost() {
        return Cost.RUNS;
    }

    @Override
    public List<String> programs() {
        return command.program().stream().toList();
    }

    @Override
    public List<Finding> examine(Evidence evidence) throws IOException, InterruptedException {
        return List.of(Finding.of(name(), Optional.empty(), judge(evidence)));
    }

    private Judgement judge(Evidence evidence) throws InterruptedException {
        try {
            return of(
                    evidence,
                    Command.runIn(
                            environment(evidence),
                            command.arguments(evidence),
                            evidence.workingFolder(),
                            TimedCheck.LIMIT,
                            OUTPUT_LIMIT));
        } catch (IOException e) {
            return new Judgement.Unmade(
                    "cannot-run", "%s cannot be run: %s".formatted(command.shown(), Reasons.of(e)));
        }
    }

    private Judgement of(Evidence evidence, Answer answer) {
        if (answer.tookTooLong()) {
            return new Judgement.Unmade(
                    "too-slow",
                    "%s: not done after %s"
                            .formatted(command.shown(), Wording.duration(TimedCheck.LIMIT)));
        }
        return switch (answer.exit()) {
            case 0 -> Judgement.GOOD;
            case 126, 127 ->
                    new Judgement.Unmade(
                            "cannot-run",
                            "%s could not be run (exit code %d)%s"
                                    .formatted(
                                            command.shown(),
                                            answer.exit(),
                                            lastLines(evidence, answer)));
            default ->
                    new Judgement.Bad(
                            "command",
                            "exit code 0 of " + command.shown(),
                            "exit code %d%s".formatted(answer.exit(), lastLines(evidence, answer)));
        };
    }

    /// What it said last; its errors, where it told any. Colours and the like are made visible.
    private static String lastLines(Evidence evidence, Answer answer) {
        var whole = answer.error().isBlank() ? answer.output() : answer.error();
        var said = evidence.redaction().apply(whole);
        var lines = said.strip().lines().map(Wording::visible).toList();
        var last =
                String.join(
                        "\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        int cut = Math.max(0, last.length() - LAST_CHARACTERS);
        return last.isEmpty() ? "" : ": " + last.substring(cut);
    }

    private static List<byte[]> environment(Evidence evidence) {
        var entries = new ArrayList<byte[]>();
        evidence.environment()
                .forEach((name, value) -> {
                    if (!name.equals("PATH") && !name.equals("FETTLE_OUTPUT")) {
                        entries.add((name + "=" + value).getBytes(StandardCharsets.UTF_8));
                    }
                });
        entries.add(("PATH=" + evidence.path()).getBytes(StandardCharsets.UTF_8));
        entries.add(CheckCommand.join("FETTLE_OUTPUT=", PathBytes.of(evidence.folder())));
        return entries;
    }

    /// As users write it.
    record Kind() implements CheckKind {
        private static final Shape RUN =
                Shape.either(Shape.text("command"), Shape.list(Shape.text("argument")));

        @Override
        public String name() {
            return "command";
        }

        @Override
        public String says() {
            return "a program of your own that ends with 0 where all is good; {output} is the folder";
        }

        @Override
        public boolean standsAlone() {
            return false;
        }

        @Override
        public Shape options() {
            return Shape.either(
                    Shape.text("command"),
                    Shape.list(Shape.text("argument")),
                    Shape.keys(Key.required("run", RUN, "an argument list, or a line for sh")));
        }

        @Override
        public Check parse(Options options) {
            var node = options.at("run").or(() -> options.at(""));
            if (node.isPresent() && node.get() instanceof Node.Scalar line) {
                if (CheckCommand.hasQuotedPlaceholder(line.text())) {
                    options.problem(
                            line,
                            "command: a placeholder inside quotes",
                            "write {output} without quotes: it is one argument, whatever is in it");
                }
                return new CommandCheck(new CheckCommand.Line(line.text()));
            }
            return new CommandCheck(
                    new CheckCommand.Words(node.map(Node::texts).orElse(List.of("true"))));
        }
    }
}
