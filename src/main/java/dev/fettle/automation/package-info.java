/// A home and its automations: folders whose README begins with a definition. Reads them into
/// records in which nothing can be wrong any more, with every [dev.fettle.notation.Problem] at
/// once.
///
/// Start with [dev.fettle.automation.Home], then [dev.fettle.automation.Definition] and its keys.
/// What was run, and when, is not known here.
@NullMarked
package dev.fettle.automation;

import org.jspecify.annotations.NullMarked;
