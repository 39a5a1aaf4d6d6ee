/// What automations need of the machine around them: what the user says they cannot do without, and
/// whether it is there.
///
/// Start with [dev.fettle.environment.Need], then [dev.fettle.environment.NeedLook].
@NullMarked
package dev.fettle.environment;

import org.jspecify.annotations.NullMarked;
