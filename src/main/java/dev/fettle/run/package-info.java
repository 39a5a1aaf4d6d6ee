/// One execution of an automation, from the durable request to the recorded outcome.
///
/// Start with [dev.fettle.run.Journey], whose `once` names the stations in a row: preparation,
/// attempts, checks, publishing; [dev.fettle.run.Engine] adds the last, recording. Each station
/// knows only what it is given. What decides *when* something runs (triggers) and what is told
/// about it (health) must never come in here.
@NullMarked
package dev.fettle.run;

import org.jspecify.annotations.NullMarked;
