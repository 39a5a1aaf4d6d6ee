/// What is usual of an automation, by what was measured of its good runs: pure arithmetic.
///
/// Start with [dev.fettle.check.usual.Norm]. Files, runs and the store must never come in: what is
/// measured is brought here, and nothing here knows how.
@NullMarked
package dev.fettle.check.usual;

import org.jspecify.annotations.NullMarked;
