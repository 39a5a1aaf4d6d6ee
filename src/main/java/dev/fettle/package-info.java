/// The front door: `Main` looks at its arguments and hands them to a room.
///
/// Start reading at [dev.fettle.Main]. Everything else lives in a room, a package below this one;
/// `HouseRulesTest` says which room may know which. No rule of the domain ever comes in here.
@NullMarked
package dev.fettle;

import org.jspecify.annotations.NullMarked;
