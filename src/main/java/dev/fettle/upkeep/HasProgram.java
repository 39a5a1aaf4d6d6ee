package dev.fettle.upkeep;

import dev.fettle.automation.Automation;
import dev.fettle.automation.RunCommand;
import dev.fettle.platform.Programs;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The program that `run` names is there and may be executed.
final class HasProgram implements LintRule {
    /// Words of the shell itself, which are no files.
    private static final Set<String> SHELL_WORDS =
            Set.of(
                    "if", "for", "while", "until", "case", "set", "cd", "exec", "command", "eval",
                    "export", "unset", "read", "umask", "ulimit", "trap", "wait", "exit", "return",
                    "type", "alias", "builtin", "local", "shift", "time", "true", "false");

    @Override
    public List<Finding> findings(Subject subject) {
        if (subject.definition().isDraft()) {
            return List.of(
                    subject.inReadme(
                            "draft",
                            1,
                            "it is a draft: there is nothing to run; add \"run\", or a program to its folder"));
        }
        return trouble(subject.automation(), subject.searchPath())
                .map(message -> subject.inReadme("program", subject.lineOf("run"), message))
                .stream()
                .toList();
    }

    /// What is amiss with an automation's program.
    ///
    /// @param searchPath where it is looked for
    static Optional<String> trouble(Automation automation, String searchPath) {
        return automation
                .definition()
                .run()
                .flatMap(HasProgram::program)
                .flatMap(program -> trouble(program, automation.folder(), searchPath));
    }

    /// Empty where it is not a plain word, or one of the shell's own.
    private static Optional<String> program(RunCommand run) {
        var first = run.written().strip().split("\\s+", 2)[0];
        boolean plain = first.matches("[A-Za-z0-9_./+-]+") && !SHELL_WORDS.contains(first);
        return plain && !first.equals(".") ? Optional.of(first) : Optional.empty();
    }

    private static Optional<String> trouble(String program, Path folder, String searchPath) {
        if (program.indexOf('/') < 0) {
            return Programs.find(program, searchPath).isPresent()
                    ? Optional.empty()
                    : Optional.of("the program %s is not on the PATH here".formatted(program));
        }
        try {
            var file = folder.resolve(program);
            if (!Files.exists(file)) {
                return Optional.of("there is no program %s".formatted(program));
            }
            return Files.isRegularFile(file) && Files.isExecutable(file)
                    ? Optional.empty()
                    : Optional.of(
                            "%s may not be executed; chmod +x %s".formatted(program, program));
        } catch (InvalidPathException e) {
            return Optional.of("there can be no program %s".formatted(program));
        }
    }
}
