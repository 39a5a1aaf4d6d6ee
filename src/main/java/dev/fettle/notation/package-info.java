/// How people write to Fettle and how Fettle writes back: YAML with line and column, durations,
/// sizes, [dev.fettle.notation.Problem]s with a remedy, the [dev.fettle.notation.Shape] of what may
/// be written (from which the parser's errors and the JSON Schema both come), JSON.
///
/// Start with [dev.fettle.notation.Node], then [dev.fettle.notation.Shape]. Nothing here knows an
/// automation, a run or a file beyond the text it is given.
@NullMarked
package dev.fettle.notation;

import org.jspecify.annotations.NullMarked;
