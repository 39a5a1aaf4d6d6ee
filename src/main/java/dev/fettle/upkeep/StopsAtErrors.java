package dev.fettle.upkeep;

import java.util.List;

/// A script of several commands goes on after one that failed, and says in the end that all is
/// well.
final class StopsAtErrors implements LintRule {
    @Override
    public List<Finding> findings(Subject subject) {
        return subject.scripts().stream()
                .filter(script -> script.statements() > 1 && !script.stopsAtErrors())
                .map(script ->
                        subject.in(
                                script.path(),
                                "set-e",
                                1,
                                "it goes on after a command that failed; add a line: set -eu"))
                .toList();
    }
}
