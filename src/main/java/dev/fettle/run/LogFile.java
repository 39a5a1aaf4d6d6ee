package dev.fettle.run;

import dev.fettle.platform.Holes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// A run's log, kept to its first 1 MB and last 15 MB. While the program writes, the middle is
/// punched out, which a program that appends does not notice; when the run is recorded the hole is
/// cut out.
final class LogFile {
    private static final long HEAD = 1_000_000;
    private static final long TAIL = 15_000_000;
    private static final long SLACK = 4_000_000;
    private static final long BLOCK = 4096;

    private final Path file;
    private long punchedTo = HEAD;

    LogFile(Path file) {
        this.file = file;
    }

    /// Makes the file, so that it is there to be followed from the first moment.
    void make() throws IOException {
        RunFolder.makePrivate(file.resolveSibling(".").normalize());
        if (!Files.exists(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
    }

    /// A line of Fettle's own.
    void note(String text) throws IOException {
        make();
        Files.writeString(
                file, "fettle: " + text + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }

    /// Gives back the room of what is beyond the bounds.
    ///
    /// @return whether there was something to give back: more may follow soon
    boolean keepWithinBounds() throws IOException {
        if (!Files.exists(file)) {
            return false; // somebody deleted it while its program works: that ends no run
        }
        long size = Files.size(file);
        long end = (size - TAIL) / BLOCK * BLOCK;
        if (size > HEAD + TAIL + SLACK && end > punchedTo) {
            Holes.punch(file, punchedTo, end - punchedTo);
            punchedTo = end;
            return true;
        }
        return false;
    }

    /// Cuts out the middle of a log that is beyond its bounds and says so in its place.
    void settle() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        long size = Files.size(file);
        if (size <= HEAD + TAIL + SLACK) {
            return;
        }
        var shorter = file.resolveSibling(file.getFileName() + ".shorter");
        try (var in = FileChannel.open(file, StandardOpenOption.READ);
                var out =
                        FileChannel.open(
                                shorter,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE)) {
            copy(in, out, 0, HEAD);
            var note = "\nfettle: %d bytes were left out here\n".formatted(size - HEAD - TAIL);
            out.write(ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8)));
            copy(in, out, size - TAIL, TAIL);
        }
        Files.setPosixFilePermissions(shorter, Files.getPosixFilePermissions(file));
        Files.move(shorter, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void copy(FileChannel in, FileChannel out, long from, long length)
            throws IOException {
        long done = 0;
        while (done < length) {
            long moved = in.transferTo(from + done, length - done, out);
            if (moved <= 0) {
                return;
            }
            done += moved;
        }
    }
}
