package dev.fettle.platform;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// What a child does with its descriptors and its folder before it becomes the program:
/// posix_spawn's file actions, carried out in the order in which they are added.
final class Descriptors implements AutoCloseable {

    private static final long ROOM = 512; // glibc's is 80 bytes on 64 bits, musl's less
    private static final String CALLS = "posix_spawn_file_actions_";

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment actions = arena.allocate(ROOM, 16);

    Descriptors() throws IOException {
        act("init", 0, 0, 0, 0);
    }

    void open(int descriptor, Path file, int flags, int mode) throws IOException {
        act("addopen", descriptor, LibC.string(arena, file).address(), flags, mode);
    }

    void copy(int descriptor, int onto) throws IOException {
        act("adddup2", descriptor, onto, 0, 0);
    }

    void enter(Path folder) throws IOException {
        act("addchdir_np", LibC.string(arena, folder).address(), 0, 0, 0);
    }

    /// Closes a descriptor, open or not.
    void close(int descriptor) throws IOException {
        act("addclose", descriptor, 0, 0, 0);
    }

    /// Closes what lies at or above. Where the C library cannot (glibc before 2.34), close-on-exec
    /// has to do.
    void closeFrom(int descriptor) throws IOException {
        if (LibC.has(CALLS + "addclosefrom_np")) {
            act("addclosefrom_np", descriptor, 0, 0, 0);
        }
    }

    MemorySegment actions() {
        return actions;
    }

    @Override
    public void close() {
        LibC.call(CALLS + "destroy", actions.address(), 0, 0, 0, 0, 0);
        arena.close();
    }

    /// These calls answer an error number as it is.
    private void act(String what, long a, long b, long c, long d) throws IOException {
        int error = LibC.call(CALLS + what, actions.address(), a, b, c, d, 0);
        if (error != 0) {
            throw Errno.of(error, "a child's descriptors");
        }
    }
}
