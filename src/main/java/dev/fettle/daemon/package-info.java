/// `fettle up`: starts the loops (watched folders, definitions, upkeep of the state), owns the lock
/// and the socket. No rule of the domain belongs here.
///
/// Start with [dev.fettle.daemon.Daemon].
@NullMarked
package dev.fettle.daemon;

import org.jspecify.annotations.NullMarked;
