package dev.fettle.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
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
/// one's mode.
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
            writeSynced(beside, content, old.map(FileId::mode));
            Renames.replace(beside, whole);
        } catch (IOException e) {
            Files.deleteIfExists(beside);
            throw e;
        }
        Sync.folder(folder(whole));
    }

    private static void writeSynced(Path file, byte[] content, Optional<Integer> mode)
            throws IOException {
        Set<StandardOpenOption> fresh =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel =
                FileChannel.open(file, fresh, PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            if (mode.isPresent()) {
                Files.setAttribute(file, "unix:mode", mode.get() & 0777);
            }
            channel.force(true);
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
