package dev.fettle.check.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A copy or an archive, asked place by place.
interface Keeping {
    /// @param below relative to the source; empty text for the source itself
    Optional<Kept> at(Path below) throws IOException;

    /// A folder that has no entry of its own, though what is in it may be there; empty where that
    /// cannot be.
    Optional<Kept> folderWithoutEntry();

    /// The steps in which it keeps times, in nanoseconds.
    long grain();

    /// For messages: `the copy /mnt/backup/docs`.
    String shown();
}
