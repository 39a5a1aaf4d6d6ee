package dev.fettle.platform;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;

/// What only statx(2) says: the mount a file lies on, and when it came into being.
record Statx(Optional<Long> mount, Optional<Long> birthNanos) {

    private static final int AT_NO_AUTOMOUNT = 0x800; // to look is not to mount
    private static final int STATX_BTIME = 0x800;
    private static final int STATX_MNT_ID = 0x1000;
    private static final long SIZE = 256;
    private static final long BIRTH_SECONDS = 80;
    private static final long BIRTH_NANOS = 88;
    private static final long MOUNT = 144;

    /// Empty where nothing lies there. Does not follow a link.
    static Optional<Statx> of(Path path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment into = arena.allocate(SIZE, 8);
            MemorySegment name = LibC.string(arena, path);
            int answer =
                    LibC.statx(
                            name,
                            LibC.AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT,
                            STATX_BTIME | STATX_MNT_ID,
                            into);
            if (answer == -Errno.ENOENT || answer == -Errno.ENOTDIR) {
                return Optional.empty();
            }
            if (answer < 0) {
                throw Errno.of(-answer, path);
            }
            int given = into.get(JAVA_INT, 0);
            return Optional.of(new Statx(mount(into, given), birth(into, given)));
        }
    }

    private static Optional<Long> mount(MemorySegment answer, int given) {
        return (given & STATX_MNT_ID) == 0
                ? Optional.empty()
                : Optional.of(answer.get(JAVA_LONG, MOUNT));
    }

    private static Optional<Long> birth(MemorySegment answer, int given) {
        return (given & STATX_BTIME) == 0
                ? Optional.empty()
                : Optional.of(
                        answer.get(JAVA_LONG, BIRTH_SECONDS) * 1_000_000_000L
                                + answer.get(JAVA_INT, BIRTH_NANOS));
    }
}
