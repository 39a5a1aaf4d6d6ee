/// What Fettle says of an automation now, folded from recorded facts.
///
/// Start with [dev.fettle.health.Health]. Nothing here runs, publishes or tells anything.
@NullMarked
package dev.fettle.health;

import org.jspecify.annotations.NullMarked;
