package dev.fettle.upkeep;

import dev.fettle.automation.RunCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Of `cat missing | gzip` the shell learns how gzip ended: the failure is lost.
final class KeepsPipeFailures implements LintRule {
    /// Programs that hardly ever fail in front of a pipe.
    private static final Set<String> SAFE =
            Set.of(
                    "echo",
                    "printf",
                    "yes",
                    "true",
                    ":",
                    "pwd",
                    "date",
                    "set",
                    "env",
                    "seq",
                    "basename",
                    "dirname",
                    "hostname",
                    "uname",
                    "id",
                    "whoami",
                    "type");

    /// Programs that hardly ever fail between two pipes.
    private static final Set<String> FILTERS =
            Set.of(
                    "cat", "sort", "head", "tail", "tr", "cut", "sed", "awk", "grep", "egrep",
                    "fgrep", "uniq", "wc", "tee", "rev", "nl", "fold", "column", "paste", "xargs");

    @Override
    public List<Finding> findings(Subject subject) {
        var inScripts =
                subject.scripts().stream()
                        .filter(script -> !script.pipesFail())
                        .flatMap(script ->
                                lost(script)
                                        .map(p -> finding(subject, script.path(), p.line(), p)));
        return Stream.concat(inScripts, inRun(subject)).toList();
    }

    private static Stream<Finding> inRun(Subject subject) {
        var run = subject.definition().run().orElse(null);
        if (!(run instanceof RunCommand.Line line)) {
            return Stream.of();
        }
        int at = subject.lineOf("run");
        var readme = Path.of("README.md");
        return lost(ShellScript.of(readme, line.script()))
                .map(p -> finding(subject, readme, at, p));
    }

    private static Stream<ShellScript.Pipeline> lost(ShellScript script) {
        return script.pipesFail()
                ? Stream.of()
                : script.pipelines().stream().filter(KeepsPipeFailures::losesOne);
    }

    private static boolean losesOne(ShellScript.Pipeline pipeline) {
        var programs = pipeline.programs();
        var between = programs.subList(1, programs.size() - 1);
        return !pipeline.decides()
                && (!isSafe(programs.getFirst())
                        || between.stream().anyMatch(p -> !isSafe(p) && !FILTERS.contains(p)));
    }

    private static boolean isSafe(String program) {
        return program.isEmpty() || SAFE.contains(program);
    }

    private static Finding finding(
            Subject subject, Path file, int line, ShellScript.Pipeline pipeline) {
        var programs = pipeline.programs();
        return subject.in(
                file,
                "pipe",
                line,
                "a failure of %s is lost: a pipe ends as its last program does (%s); use bash and \"set -o pipefail\", or a file in between"
                        .formatted(named(programs.getFirst()), named(programs.getLast())));
    }

    private static String named(String program) {
        return program.isEmpty() ? "the first" : program;
    }
}
