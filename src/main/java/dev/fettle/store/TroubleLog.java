package dev.fettle.store;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;

/// Fettle's own troubles with their stack traces: no user ever sees one elsewhere. Thread-safe.
public final class TroubleLog {
    private static final long LARGEST = 5_000_000;

    private final Path file;

    public TroubleLog(Path file) {
        this.file = file;
    }

    public Path file() {
        return file;
    }

    /// @return the file, for the message that names it; empty where even this could not be written
    public synchronized Optional<Path> add(Instant at, Throwable trouble) {
        var trace = new StringWriter();
        trouble.printStackTrace(new PrintWriter(trace));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (!Files.exists(file)) {
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            } else if (Files.size(file) > LARGEST) {
                Files.move(
                        file,
                        file.resolveSibling(file.getFileName() + ".old"),
                        StandardCopyOption.REPLACE_EXISTING);
                return add(at, trouble);
            }
            Files.writeString(file, at + " " + trace + "\n", StandardOpenOption.APPEND);
            return Optional.of(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
