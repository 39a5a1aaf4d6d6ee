/// What stories and promises are told with: a home with all that lies around it, and the real
/// program as a process.
///
/// Start with [dev.fettle.kit.TestHome].
@NullMarked
package dev.fettle.kit;

import org.jspecify.annotations.NullMarked;
