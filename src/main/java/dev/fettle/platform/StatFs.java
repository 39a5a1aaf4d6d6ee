package dev.fettle.platform;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// What statfs(2) says of a file system and Java does not.
final class StatFs {
    // struct statfs of 64-bit machines: where its fields lie
    private static final long SIZE = 128;
    private static final long NUMBER = 56;

    private StatFs() {}

    /// The number by which it is told apart from others (`f_fsid`). Some make it of their UUID, for
    /// some it is their device's, some have none (0).
    static long number(Path place) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment into = arena.allocate(SIZE, Long.BYTES);
            int answer = LibC.statfs(LibC.string(arena, place), into);
            if (answer < 0) {
                throw Errno.of(-answer, place);
            }
            return into.get(JAVA_LONG, NUMBER);
        }
    }
}
