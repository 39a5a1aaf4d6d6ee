package dev.fettle.check.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Reads that end where the buffer is full or the file is over, and no earlier.
final class FullReads {
    private FullReads() {}

    /// @param at where in the file the buffer begins
    static void fill(ByteBuffer buffer, FileChannel from, long at) throws IOException {
        int got;
        do {
            got = buffer.hasRemaining() ? from.read(buffer, at + buffer.position()) : -1;
        } while (got >= 0);
    }
}
