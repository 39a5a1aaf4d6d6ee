package dev.fettle.publish;

import dev.fettle.platform.FileId;
import java.nio.file.Path;
import java.util.Optional;

/// One change at one name: what comes to lie there, and where that goes which lay there.
///
/// Publishing, undo and redo are all lists of such moves. A publication brings a file from staging
/// and takes the old one to its version; undo brings the version and takes the new one to its redo
/// version.
///
/// @param path the name in the destination
/// @param coming what is to lie there; empty where the name is to be free
/// @param there what lay there when the journal was written; empty where the name was free
/// @param aside where to what lies there is kept; free until this move is made
record Move(Path path, Optional<Coming> coming, Optional<Mark> there, Path aside) {

    /// A file on its way, and by what it is recognised.
    record Coming(Path at, Mark mark) {
        boolean is(Optional<FileId> file) {
            return file.isPresent() && mark.fits(file.get());
        }
    }

    boolean wasThere(FileId file) {
        return there.isPresent() && there.get().fits(file);
    }
}
