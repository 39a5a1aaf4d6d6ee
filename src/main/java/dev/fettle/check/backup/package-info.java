/// Whether a backup is one: the repository that it was, with a fresh snapshot of everything that
/// should be in it, whole, and files that come back as they are.
///
/// Start with [dev.fettle.check.backup.Diagnosis] and [dev.fettle.check.backup.Fault], then
/// [dev.fettle.check.backup.ResticBackup]. Decisions are pure ([dev.fettle.check.backup.Holdings],
/// [dev.fettle.check.backup.Shrinkage]); what programs say is understood in one place a program
/// ([dev.fettle.check.backup.ResticWords]). Nothing here ever unlocks, repairs, prunes or creates,
/// and no look keeps a backup waiting. What a check *is* must never come in.
@NullMarked
package dev.fettle.check.backup;

import org.jspecify.annotations.NullMarked;
