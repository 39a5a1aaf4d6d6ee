package dev.fettle.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// What a child writes, kept up to a limit.
///
/// Both ends block: a child would inherit the opposite, and few programs expect it. So reading is
/// for when poll(2) said that there is something.
final class Pipe implements AutoCloseable {

    private static final int CLOSED = -1; // poll(2) passes over it
    private static final int PORTION = 64 * 1024;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment portion = arena.allocate(PORTION);
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int limit;
    private int readEnd;
    private int writeEnd;

    Pipe(int limit) throws IOException {
        this.limit = limit;
        MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
        int answer = LibC.pipe2(ends, LibC.O_CLOEXEC);
        if (answer < 0) {
            arena.close();
            throw Errno.of(-answer, "a pipe");
        }
        readEnd = ends.getAtIndex(ValueLayout.JAVA_INT, 0);
        writeEnd = ends.getAtIndex(ValueLayout.JAVA_INT, 1);
    }

    int readEnd() {
        return readEnd;
    }

    int writeEnd() {
        return writeEnd;
    }

    /// One read. At the end of all writing the reading end is closed.
    void read() throws IOException {
        int bytes = LibC.read(readEnd, portion);
        if (bytes == -Errno.EINTR) {
            return;
        }
        if (bytes < 0) {
            throw Errno.of(-bytes, "a pipe");
        }
        if (bytes == 0) {
            closeReadEnd();
            return;
        }
        int wanted = Math.min(bytes, limit - kept.size());
        kept.write(portion.asSlice(0, wanted).toArray(ValueLayout.JAVA_BYTE), 0, wanted);
    }

    String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }

    void closeWriteEnd() {
        if (writeEnd != CLOSED) {
            LibC.close(writeEnd);
            writeEnd = CLOSED;
        }
    }

    private void closeReadEnd() {
        if (readEnd != CLOSED) {
            LibC.close(readEnd);
            readEnd = CLOSED;
        }
    }

    @Override
    public void close() {
        closeWriteEnd();
        closeReadEnd();
        arena.close();
    }
}
