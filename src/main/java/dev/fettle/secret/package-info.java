/// Secrets that the user gave to Fettle: kept encrypted, handed to runs, and taken out of whatever
/// is written about them.
///
/// Start with [dev.fettle.secret.Vault], then [dev.fettle.secret.Redaction]. What a run is or does
/// must never come in: here is only what it is given and what may be said of it.
@NullMarked
package dev.fettle.secret;

import org.jspecify.annotations.NullMarked;
