package dev.fettle.secret;

import dev.fettle.platform.FileId;
import dev.fettle.platform.Machine;
import dev.fettle.platform.Mounts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/// Secrets that a program wants as files: in memory, its owner's alone, and gone with the run or
/// with the machine's power.
public final class SecretFiles {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final int PERMISSIONS = 0777;
    private static final int OWNER_ONLY = 0700;

    private SecretFiles() {}

    /// @param run its id, which nobody can guess
    public static Path folder(String run) {
        return MEMORY.resolve("fettle-" + run);
    }

    /// What lies there already stays: a program may be reading it.
    public static void lay(Path folder, List<Secret> secrets) throws IOException {
        if (secrets.isEmpty()) {
            return;
        }
        if (!Files.isDirectory(MEMORY) || !Mounts.of(MEMORY).type().equals("tmpfs")) {
            throw new FileSystemException(
                    MEMORY.toString(), null, "secrets as files want a folder in memory");
        }
        if (FileId.of(folder).isEmpty()) {
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        requireOwn(folder);
        for (var secret : secrets) {
            var file = folder.resolve(secret.name().text());
            if (!Files.exists(file)) {
                write(file, secret.bytes());
            }
        }
    }

    private static void requireOwn(Path folder) throws IOException {
        var id = FileId.of(folder).orElseThrow();
        if (id.uid() != Machine.uid()
                || (id.mode() & PERMISSIONS) != OWNER_ONLY
                || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(folder.toString(), null, "somebody else made it");
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        var beside = file.resolveSibling("." + file.getFileName());
        Files.deleteIfExists(beside);
        try (var channel =
                Files.newByteChannel(
                        beside,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            var rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
