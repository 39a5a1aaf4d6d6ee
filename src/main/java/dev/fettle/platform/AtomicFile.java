package dev.fettle.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// Replaces a file whole or not at all.
///
/// Readers see the old content or the new, whole, even after a power cut: written beside, synced,
/// renamed, folder synced. A new file is its owner's alone; one that replaces another keeps that
/// one's mode, and its owner and group where this process may give files away.
public final class AtomicFile {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private AtomicFile() {}

    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    public static void write(Path file, byte[] content) throws IOException {
        Optional<FileId> old = FileId.following(file);
        Path whole = old.isPresent() ? file.toRealPath() : file.toAbsolutePath();
        Path beside = beside(whole);
        try {
            writeSynced(beside, content, old);
            Renames.replace(beside, whole);
        } catch (IOException e) {
            Files.deleteIfExists(beside);
            throw e;
        }
        Sync.folder(folder(whole));
    }

    private static void writeSynced(Path file, byte[] content, Optional<FileId> old)
            throws IOException {
        Set<StandardOpenOption> fresh =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel =
                FileChannel.open(file, fresh, PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            if (old.isPresent()) {
                giveTo(file, old.get());
                Files.setAttribute(file, "unix:mode", old.get().mode() & 0777);
            }
            channel.force(true);
        }
    }

    private static void giveTo(Path file, FileId old) throws IOException {
        var mine = FileId.following(file).orElseThrow();
        try {
            if (mine.gid() != old.gid()) {
                Files.setAttribute(file, "unix:gid", old.gid());
            }
            if (mine.uid() != old.uid()) {
                Files.setAttribute(file, "unix:uid", old.uid());
            }
        } catch (FileSystemException e) {
            return; // only root gives files away; the content is worth more than the owner
        }
    }

    /// A name that no watched folder takes for an input: with a dot in front and `.tmp` behind.
    private static Path beside(Path file) {
        String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return folder(file).resolve(".fettle-" + random + ".tmp");
    }

    private static Path folder(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IllegalArgumentException("the root is no file");
        }
        return folder;
    }
}
