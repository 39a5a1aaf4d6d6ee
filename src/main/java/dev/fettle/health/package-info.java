/// What Fettle says of an automation, folded from recorded facts and the clock, and what there is
/// to tell of it: incidents and their messages.
///
/// Start with [dev.fettle.health.Assessment], then [dev.fettle.health.Course]: both are pure.
/// [dev.fettle.health.IncidentLook] brings them together with the store. Nothing here runs,
/// publishes or sends anything.
@NullMarked
package dev.fettle.health;

import org.jspecify.annotations.NullMarked;
