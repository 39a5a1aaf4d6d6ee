package dev.fettle.upkeep;

import java.util.List;

/// Finds channels that nobody has stated: where none of them is known, all others are told.
final class KnownChannels implements LintRule {
    @Override
    public List<Finding> findings(Subject subject) {
        int line = subject.lineOf("alert");
        return subject.definition().alert().stream()
                .filter(name -> !subject.channels().contains(name))
                .map(name ->
                        subject.inReadme(
                                "alert",
                                line,
                                "fettle.yaml has no channel %s: nobody is told through it"
                                        .formatted(name)))
                .toList();
    }
}
