/// What an automation depends on and what its results are like, learned from what it did.
///
/// Start with [dev.fettle.why.GoodResults]. Doors and whatever is told to people must never come
/// in.
@NullMarked
package dev.fettle.why;

import org.jspecify.annotations.NullMarked;
