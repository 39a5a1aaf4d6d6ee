package dev.fettle.upkeep;

import java.util.Comparator;
import java.util.OptionalInt;

/// One thing that will hurt, as the contract of the JSON shows it.
///
/// @param rule the word by which a rule is known
/// @param file as a path in the home
/// @param line counted from 1; empty where it is about the file as a whole
public record Finding(
        String automation, String rule, String file, OptionalInt line, String message) {
    static final Comparator<Finding> IN_ORDER =
            Comparator.comparing(Finding::automation)
                    .thenComparing(Finding::file)
                    .thenComparingInt(finding -> finding.line().orElse(0));
}
