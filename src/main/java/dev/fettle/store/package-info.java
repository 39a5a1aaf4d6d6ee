/// The state folder and the SQLite database in it: connections, transactions, migrations.
///
/// Start with [dev.fettle.store.Store]. Tables do not live here: each room owns the SQL of its own
/// tables, in classes named `…Table`. No rule of the domain belongs here.
@NullMarked
package dev.fettle.store;

import org.jspecify.annotations.NullMarked;
