package dev.fettle.check.backup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

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
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes is)
                            throws IOException {
                        Files.setPosixFilePermissions(
                                each, PosixFilePermissions.fromString("rwx------"));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes is)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        if (e instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw e;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path each, @Nullable IOException e)
                            throws IOException {
                        Files.deleteIfExists(each);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
