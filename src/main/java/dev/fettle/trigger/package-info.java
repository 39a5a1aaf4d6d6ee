/// What starts a run by itself: watched folders, for now. Each trigger ends in a call of
/// [dev.fettle.run.RunDesk]; what happens to a run then is not decided here.
///
/// Start with [dev.fettle.trigger.FolderWatch]: how a file becomes an input.
@NullMarked
package dev.fettle.trigger;

import org.jspecify.annotations.NullMarked;
