package dev.fettle.check.backup;

import dev.fettle.platform.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// A private folder for what is restored, with a limit on how much that may be; gone once it is
/// closed.
record Scratch(Path folder) implements AutoCloseable {
    private static final long MOST = 1_000_000_000L;

    /// So much of the room that is left may be filled: others live on that disk, too.
    private static final int SHARE = 4;

    static Scratch in(Path folder) throws IOException {
        var rights = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(rights));
        return new Scratch(
                Files.createTempDirectory(
                        folder, "backup-", PosixFilePermissions.asFileAttribute(rights)));
    }

    /// The largest file that is restored.
    long largestFile(int files) throws IOException {
        long room = Files.getFileStore(folder).getUsableSpace() / SHARE;
        return Math.min(MOST, room / Math.max(1, files));
    }

    /// Folders came back with the rights that they had, which may forbid to empty them.
    @Override
    public void close() throws IOException {
        FolderTree.deleteWhateverItsRights(folder);
    }
}
