/// How checked output reaches its destination, and how it comes back: staging, the journal,
/// versions, undo, and the recovery of all that was interrupted.
///
/// Start with [dev.fettle.publish.Publisher], which names the steps in their order, then
/// [dev.fettle.publish.Moves], which carries them out and is the one place that touches the user's
/// files. [dev.fettle.publish.Staging] is where output waits, [dev.fettle.publish.Keepings] decides
/// where that is. Whether output is good is not decided here, and a run is recorded elsewhere.
@NullMarked
package dev.fettle.publish;

import org.jspecify.annotations.NullMarked;
