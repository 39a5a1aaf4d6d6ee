package dev.fettle.platform;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/// Starts a process in a session of its own by posix_spawn(3): names and environment pass as bytes,
/// and no signal of a terminal or of our process group reaches it.
///
/// Java's ProcessBuilder goes through a helper program, cannot start a session, and loses bytes
/// that are no UTF-8.
public final class Spawn {

    /// Where a child finds the lock that was handed to it.
    static final int LOCK = 9;

    static final int FIRST_HANDED = 3;

    static final Path NOTHING = Path.of("/dev/null");

    private static final int HIGHEST_NAMED =
            9; // a child is never left more than 0, 1, 2 and the lock
    private static final int OWNER_ONLY = 0600;

    private Spawn() {}

    public static Child start(Launch launch) throws IOException {
        try (var descriptors = new Descriptors()) {
            if (launch.lock().isPresent()) {
                descriptors.copy(launch.lock().get().descriptor(), LOCK);
            }
            int next = FIRST_HANDED;
            for (int each : launch.handed()) {
                descriptors.copy(each, next++);
            }
            Path input = launch.input().orElse(NOTHING).toAbsolutePath();
            descriptors.open(0, input, LibC.O_RDONLY, 0);
            int append = LibC.O_WRONLY | LibC.O_APPEND | LibC.O_CREAT;
            descriptors.open(1, launch.log().toAbsolutePath(), append, OWNER_ONLY);
            descriptors.copy(1, 2);
            closeOthers(descriptors, next, launch.lock().isPresent());
            descriptors.enter(launch.folder());
            return start(launch.command(), launch.environment(), descriptors);
        }
    }

    static void prepare() {
        OwnSession.ATTRIBUTES.address();
    }

    /// Java opens files without close-on-exec, so what lies above is closed by name.
    static void closeOthers(Descriptors descriptors, int first, boolean keepLock)
            throws IOException {
        if (!keepLock) {
            descriptors.closeFrom(first);
            return;
        }
        for (int each = first; each < HIGHEST_NAMED; each++) {
            descriptors.close(each);
        }
        descriptors.closeFrom(HIGHEST_NAMED + 1);
    }

    static Child start(List<byte[]> command, List<byte[]> environment, Descriptors descriptors)
            throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pid = arena.allocate(JAVA_INT);
            int error =
                    LibC.call(
                            "posix_spawn",
                            pid.address(),
                            LibC.string(arena, command.getFirst()).address(),
                            descriptors.actions().address(),
                            OwnSession.ATTRIBUTES.address(),
                            LibC.strings(arena, command).address(),
                            LibC.strings(arena, environment).address());
            if (error != 0) {
                throw Errno.of(error, PathBytes.path(command.getFirst()));
            }
            return new Child(pid.get(JAVA_INT, 0));
        }
    }

    /// The same for every child, made once: a new session, no signal blocked, none ignored. The JVM
    /// ignores SIGPIPE and a `nohup` before it SIGHUP; both would be inherited.
    private static final class OwnSession {
        private static final int SETSIGDEF = 0x04;
        private static final int SETSIGMASK = 0x08;
        private static final int SETSID = 0x80;
        private static final long ROOM = 1024; // glibc's is 336 bytes
        private static final int SIGNAL_SET_LONGS = 16;

        /// All but the two that the C library keeps for its threads (32, 33).
        private static final long ALL_SIGNALS = ~(1L << 31 | 1L << 32);

        static final MemorySegment ATTRIBUTES = make();

        private static MemorySegment make() {
            MemorySegment made = Arena.global().allocate(ROOM, 16);
            try (Arena arena = Arena.ofConfined()) {
                long[] signals = new long[SIGNAL_SET_LONGS];
                MemorySegment none = arena.allocateFrom(JAVA_LONG, signals);
                signals[0] = ALL_SIGNALS;
                MemorySegment all = arena.allocateFrom(JAVA_LONG, signals);
                call("init", made, 0);
                call("setflags", made, SETSID | SETSIGDEF | SETSIGMASK);
                call("setsigdefault", made, all.address());
                call("setsigmask", made, none.address());
            }
            return made;
        }

        private static void call(String what, MemorySegment attributes, long argument) {
            LibC.call("posix_spawnattr_" + what, attributes.address(), argument, 0, 0, 0, 0);
        }
    }
}
