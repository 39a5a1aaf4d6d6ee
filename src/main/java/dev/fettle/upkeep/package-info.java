/// Readings of a home for its owner: what will hurt ([dev.fettle.upkeep.Lint]) and what is missing
/// on this machine ([dev.fettle.upkeep.Doctor]).
///
/// Start with [dev.fettle.upkeep.LintRule]: a new rule is one small file and a line in `Lint`.
/// Nothing here runs, repairs or changes an automation.
@NullMarked
package dev.fettle.upkeep;

import org.jspecify.annotations.NullMarked;
