/// The terminal's side: arguments become questions to verbs, answers become text or JSON, outcomes
/// become exit codes.
///
/// Start with [dev.fettle.cli.Cli]. Nothing is decided here that another door would want to know.
@NullMarked
package dev.fettle.cli;

import org.jspecify.annotations.NullMarked;
