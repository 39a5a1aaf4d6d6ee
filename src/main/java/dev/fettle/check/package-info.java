/// What must hold before a result is believed: one file for each check, their
/// [dev.fettle.check.Verdict], and the [dev.fettle.check.Evidence] that is all they ever see.
///
/// Start with [dev.fettle.check.Checks], then [dev.fettle.check.SizeCheck], the smallest of a check
/// that looks at each file, then [dev.fettle.check.ImageCheck]. A new check is one such file and a
/// line in [dev.fettle.check.Kinds]. Runs, publishing and automations must never come in: a check
/// does not know whose files it looks at, nor what will be done about what it finds.
@NullMarked
package dev.fettle.check;

import org.jspecify.annotations.NullMarked;
