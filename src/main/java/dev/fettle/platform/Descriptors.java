package dev.fettle.platform;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/// What a child does with its descriptors and its folder before it becomes the program:
/// posix_spawn's file actions, carried out in the order in which they are added.
final class Descriptors implements AutoCloseable {

    private static final long ROOM = 512; // glibc's is 80 bytes on 64 bits, musl's less

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment actions = arena.allocate(ROOM, 16);

    Descriptors() throws IOException {
        check(LibC.answer(e -> (int) Init.CALL.invokeExact(e, actions)));
    }

    void open(int descriptor, Path file, int flags, int mode) throws IOException {
        MemorySegment name = LibC.string(arena, file);
        check(
                LibC.answer(e ->
                        (int) Open.CALL.invokeExact(e, actions, descriptor, name, flags, mode)));
    }

    void copy(int descriptor, int onto) throws IOException {
        check(LibC.answer(e -> (int) Dup.CALL.invokeExact(e, actions, descriptor, onto)));
    }

    void enter(Path folder) throws IOException {
        MemorySegment name = LibC.string(arena, folder);
        check(LibC.answer(e -> (int) Chdir.CALL.invokeExact(e, actions, name)));
    }

    /// Closes a descriptor, open or not.
    void close(int descriptor) throws IOException {
        check(LibC.answer(e -> (int) Close.CALL.invokeExact(e, actions, descriptor)));
    }

    /// Closes what lies at or above. Where the C library cannot, close-on-exec has to do.
    void closeFrom(int descriptor) throws IOException {
        Optional<MethodHandle> call = CloseFrom.FOUND;
        if (call.isPresent()) {
            MethodHandle found = call.get();
            check(LibC.answer(e -> (int) found.invokeExact(e, actions, descriptor)));
        }
    }

    MemorySegment actions() {
        return actions;
    }

    @Override
    public void close() {
        LibC.answer(e -> (int) Destroy.CALL.invokeExact(e, actions));
        arena.close();
    }

    /// These calls answer an error number as it is.
    private static void check(long answer) throws IOException {
        if (answer != 0) {
            throw Errno.of((int) answer, "a child's descriptors");
        }
    }

    private static final class Init {
        static final MethodHandle CALL =
                LibC.function("posix_spawn_file_actions_init", JAVA_INT, ADDRESS);
    }

    private static final class Destroy {
        static final MethodHandle CALL =
                LibC.function("posix_spawn_file_actions_destroy", JAVA_INT, ADDRESS);
    }

    private static final class Open {
        static final MethodHandle CALL =
                LibC.function(
                        "posix_spawn_file_actions_addopen",
                        JAVA_INT,
                        ADDRESS,
                        JAVA_INT,
                        ADDRESS,
                        JAVA_INT,
                        JAVA_INT);
    }

    private static final class Dup {
        static final MethodHandle CALL =
                LibC.function(
                        "posix_spawn_file_actions_adddup2", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    }

    private static final class Close {
        static final MethodHandle CALL =
                LibC.function("posix_spawn_file_actions_addclose", JAVA_INT, ADDRESS, JAVA_INT);
    }

    private static final class Chdir {
        static final MethodHandle CALL =
                LibC.function("posix_spawn_file_actions_addchdir_np", JAVA_INT, ADDRESS, ADDRESS);
    }

    private static final class CloseFrom {
        static final Optional<MethodHandle> FOUND =
                LibC.optional(
                        "posix_spawn_file_actions_addclosefrom_np", JAVA_INT, ADDRESS, JAVA_INT);
    }
}
