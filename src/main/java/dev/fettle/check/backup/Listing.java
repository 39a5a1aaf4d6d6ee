package dev.fettle.check.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// What a snapshot holds, in a file, since there may be millions.
interface Listing {
    /// Where a source lies in the snapshot's tree.
    String place(Path source, Snapshot snapshot) throws IOException;

    /// All files at a place of the tree or below it.
    void files(String place, Consumer<Entry> each) throws IOException;
}
