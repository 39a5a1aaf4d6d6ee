package dev.fettle.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// What a file system gives back that lost what was written before a power cut, and what comes of a
/// copy from the wrong place of a disk: zeros from the first byte to the last.
final class Zeros {
    private static final int PIECE = 1 << 16;

    private Zeros() {}

    /// Whether there is nothing else in it; what there was no time to read is something else.
    static boolean fill(Path file, Occasion occasion) throws IOException {
        var piece = ByteBuffer.allocate(PIECE);
        var zeros = ByteBuffer.allocate(PIECE);
        try (var channel = Reading.channel(file)) {
            while (channel.read(piece.clear()) > 0) {
                piece.flip();
                if (piece.mismatch(zeros.clear().limit(piece.limit())) >= 0 || occasion.isLate()) {
                    return false;
                }
            }
        }
        return true;
    }
}
