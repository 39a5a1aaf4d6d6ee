/// What the user is told, and how it gets there: durable, through every channel, at least once.
///
/// Start with [dev.fettle.alert.Message], then [dev.fettle.alert.Outbox]. What is worth telling is
/// decided above; how a server is spoken to lies in the room `channel`.
@NullMarked
package dev.fettle.alert;

import org.jspecify.annotations.NullMarked;
