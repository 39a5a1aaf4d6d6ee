/// One class per verb: a typed question in, a record out. The terminal, the page and the daemon's
/// socket all ask here, so that they get the same answers.
///
/// Start with [dev.fettle.verb.Workshop], what every verb works with. No output, no exit code and
/// no wording for a terminal belongs here.
@NullMarked
package dev.fettle.verb;

import org.jspecify.annotations.NullMarked;
