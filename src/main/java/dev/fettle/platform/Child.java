package dev.fettle.platform;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.OptionalInt;

/// A process that this one started. Until somebody has waited for it, its number is its own.
public record Child(long pid) {

    private static final int AT_ONCE = 1;

    /// Waits for the end: the exit code, or 128 and the signal's number. Once only, and not on a
    /// virtual thread, whose carrier would wait with it.
    public int waitFor() throws IOException {
        return reap(0).orElseThrow(() -> new IllegalStateException("waitpid did not wait"));
    }

    /// The same without waiting: empty while it works.
    public OptionalInt look() throws IOException {
        return reap(AT_ONCE);
    }

    private OptionalInt reap(int options) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            int answer;
            do {
                answer = LibC.waitpid(pid, status, options);
            } while (answer == -Errno.EINTR);
            if (answer < 0) {
                throw Errno.of(-answer, "process " + pid);
            }
            return answer == 0
                    ? OptionalInt.empty()
                    : OptionalInt.of(code(status.get(JAVA_INT, 0)));
        }
    }

    private static int code(int status) {
        int signal = status & 0x7F;
        return signal == 0 ? status >> 8 & 0xFF : 128 + signal;
    }
}
