package dev.fettle.upkeep;

import dev.fettle.check.Check;
import java.util.List;
import java.util.Set;

/// Checks that only count and weigh let garbage of the right size pass.
final class LooksInside implements LintRule {
    private static final Set<String> FROM_OUTSIDE = Set.of("not-empty", "count", "size");

    @Override
    public List<Finding> findings(Subject subject) {
        var definition = subject.definition();
        boolean onlyFromOutside =
                definition.output().isPresent()
                        && definition.checks().stream()
                                .map(Check::name)
                                .allMatch(FROM_OUTSIDE::contains);
        return onlyFromOutside
                ? List.of(
                        subject.inReadme(
                                "unchecked",
                                subject.lineOf("check"),
                                "its output is unchecked: no check looks into the files; add \"valid\" (the default where none is stated) or one of their kind"))
                : List.of();
    }
}
