package dev.fettle.platform;

import java.io.IOException;
import java.nio.file.Path;

/// Gives the middle of a file back to the disk while others write at its end.
public final class Holes {

    private static final int KEEP_SIZE = 1;
    private static final int PUNCH_HOLE = 2;

    private Holes() {}

    /// What lay there reads as zeros afterwards; the file keeps its length. Throws EOPNOTSUPP where
    /// the file system has no holes.
    public static void punch(Path log, long from, long length) throws IOException {
        int descriptor = LibC.open(log, LibC.O_RDWR | LibC.O_CLOEXEC, 0);
        if (descriptor < 0) {
            throw Errno.of(-descriptor, log);
        }
        try {
            int answer = LibC.fallocate(descriptor, PUNCH_HOLE | KEEP_SIZE, from, length);
            if (answer < 0) {
                throw Errno.of(-answer, log);
            }
        } finally {
            LibC.close(descriptor);
        }
    }
}
