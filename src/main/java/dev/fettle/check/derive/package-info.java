/// Checks that are learned: from good results, what they had in common, with room to breathe.
///
/// Start with [dev.fettle.check.derive.Derivation], then [dev.fettle.check.derive.TableDeriver],
/// one of those that know one kind of files, and [dev.fettle.check.derive.Breadth], the rule that
/// is told to users. A check that is derived is one that users could have written; what it then
/// does is the business of its own file. Where results come from, and where checks are written to,
/// must never come in.
@NullMarked
package dev.fettle.check.derive;

import org.jspecify.annotations.NullMarked;
