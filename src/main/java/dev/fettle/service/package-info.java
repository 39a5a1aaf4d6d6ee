/// What the operating system's service manager is told, so that Fettle comes up by itself and is
/// looked after.
///
/// Start with [dev.fettle.service.Units]. Pure texts: nothing here writes or starts anything.
@NullMarked
package dev.fettle.service;

import org.jspecify.annotations.NullMarked;
