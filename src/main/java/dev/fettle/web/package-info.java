/// The page: how things stand, for a browser on this machine, and the same as JSON.
///
/// Start with [dev.fettle.web.WebPage], which serves; `Doorkeeper` says who may read, `Site` which
/// page an address means. What a page shows is a record here and a template in `src/main/jte`.
///
/// It renders answers and decides nothing: no rule of the domain, no SQL, no change of anything.
@NullMarked
package dev.fettle.web;

import org.jspecify.annotations.NullMarked;
