/// What happened: runs, their inputs and findings, the ledger of inputs, events. Appended, read,
/// never interpreted: what a row means for anybody's health is decided further up.
///
/// Start with [dev.fettle.history.Run] and [dev.fettle.history.Runs].
@NullMarked
package dev.fettle.history;

import org.jspecify.annotations.NullMarked;
