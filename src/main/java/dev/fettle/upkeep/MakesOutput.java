package dev.fettle.upkeep;

import dev.fettle.automation.RunCommand;
import java.util.List;

/// A program that is never told where its output goes makes none.
final class MakesOutput implements LintRule {
    private static final String VARIABLE = "FETTLE_OUTPUT";

    @Override
    public List<Finding> findings(Subject subject) {
        var run = subject.definition().run();
        if (run.isEmpty()
                || subject.definition().output().isEmpty()
                || isTold(run.get(), subject)) {
            return List.of();
        }
        return List.of(
                subject.inReadme(
                        "no-output",
                        subject.lineOf("output"),
                        "the program is not told where its output goes; use {output} in \"run\""));
    }

    private static boolean isTold(RunCommand run, Subject subject) {
        return run.wantsOutput()
                || run.written().contains(VARIABLE)
                || subject.texts().stream().anyMatch(text -> text.content().contains(VARIABLE));
    }
}
