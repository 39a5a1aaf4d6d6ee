package dev.fettle.check.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A repository that a program keeps, as far as looks ask it.
interface Holder {
    /// All of any host.
    ///
    /// @param sources that are asked about: where a program does not say what was backed up, their
    ///   newest are found out
    List<Snapshot> snapshots(List<Path> sources, Scratch scratch)
            throws IOException, InterruptedException, Ended;

    Listing listing(Snapshot snapshot, Scratch scratch)
            throws IOException, InterruptedException, Ended;

    /// @return where the program lays a file of the snapshot that has this path
    Path restored(Path target, Entry entry);

    void restore(Snapshot snapshot, Path target, List<Entry> files)
            throws IOException, InterruptedException, Ended;
}
