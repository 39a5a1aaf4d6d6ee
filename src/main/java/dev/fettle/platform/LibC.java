package dev.fettle.platform;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/// The calls of the C library that Java lacks, each answering as the kernel does: a result, or the
/// error number negated. Whoever calls turns that into an `Errno` with the path at hand.
///
/// Each handle lies in a holder of its own, so that a verb that needs one call pays for linking
/// one.
@SuppressWarnings("restricted") // foreign functions are what this class is for
final class LibC {

    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_RDWR = 2;
    static final int O_CREAT = 0x40;
    static final int O_APPEND = 0x400;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;
    static final int AT_FDCWD = -100;
    static final int AT_SYMLINK_NOFOLLOW = 0x100;
    static final short POLLIN = 1;

    private LibC() {}

    // Files

    private static final class Open {
        static final MethodHandle CALL = variadic("open", 2, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    }

    static int open(Path path, int flags, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = string(arena, path);
            return (int) answer(e -> (int) Open.CALL.invokeExact(e, name, flags, mode));
        }
    }

    private static final class Close {
        static final MethodHandle CALL = function("close", JAVA_INT, JAVA_INT);
    }

    static int close(int descriptor) {
        return (int) answer(e -> (int) Close.CALL.invokeExact(e, descriptor));
    }

    private static final class Flock {
        static final MethodHandle CALL = function("flock", JAVA_INT, JAVA_INT, JAVA_INT);
    }

    static int flock(int descriptor, int operation) {
        return (int) answer(e -> (int) Flock.CALL.invokeExact(e, descriptor, operation));
    }

    private static final class Read {
        static final MethodHandle CALL = function("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    }

    static int read(int descriptor, MemorySegment buffer) {
        long size = buffer.byteSize();
        return (int) answer(e -> (long) Read.CALL.invokeExact(e, descriptor, buffer, size));
    }

    private static final class Write {
        static final MethodHandle CALL = function("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    }

    static int write(int descriptor, MemorySegment buffer) {
        long size = buffer.byteSize();
        return (int) answer(e -> (long) Write.CALL.invokeExact(e, descriptor, buffer, size));
    }

    private static final class Pipe2 {
        static final MethodHandle CALL = function("pipe2", JAVA_INT, ADDRESS, JAVA_INT);
    }

    static int pipe2(MemorySegment twoInts, int flags) {
        return (int) answer(e -> (int) Pipe2.CALL.invokeExact(e, twoInts, flags));
    }

    private static final class Poll {
        static final MethodHandle CALL = function("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    }

    static int poll(MemorySegment entries, long count, int millis) {
        return (int) answer(e -> (int) Poll.CALL.invokeExact(e, entries, count, millis));
    }

    private static final class Fallocate {
        static final MethodHandle CALL =
                function("fallocate", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
    }

    static int fallocate(int descriptor, int mode, long from, long length) {
        return (int)
                answer(e -> (int) Fallocate.CALL.invokeExact(e, descriptor, mode, from, length));
    }

    private static final class Statx {
        static final MethodHandle CALL =
                function("statx", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
    }

    static int statx(MemorySegment name, int flags, int mask, MemorySegment into) {
        return (int)
                answer(e -> (int) Statx.CALL.invokeExact(e, AT_FDCWD, name, flags, mask, into));
    }

    private static final class Renameat2 {
        static final MethodHandle CALL =
                function("renameat2", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);
    }

    static int renameat2(Path from, Path to, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment source = string(arena, from);
            MemorySegment target = string(arena, to);
            return (int)
                    answer(e ->
                            (int)
                                    Renameat2.CALL.invokeExact(
                                            e, AT_FDCWD, source, AT_FDCWD, target, flags));
        }
    }

    // Extended attributes: the forms that do not follow a link

    private static final class Llistxattr {
        static final MethodHandle CALL =
                function("llistxattr", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG);
    }

    static int llistxattr(MemorySegment path, MemorySegment names) {
        long size = names.byteSize();
        return (int) answer(e -> (long) Llistxattr.CALL.invokeExact(e, path, names, size));
    }

    private static final class Lgetxattr {
        static final MethodHandle CALL =
                function("lgetxattr", JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG);
    }

    static int lgetxattr(MemorySegment path, MemorySegment name, MemorySegment value) {
        long size = value.byteSize();
        return (int) answer(e -> (long) Lgetxattr.CALL.invokeExact(e, path, name, value, size));
    }

    private static final class Lsetxattr {
        static final MethodHandle CALL =
                function("lsetxattr", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT);
    }

    static int lsetxattr(MemorySegment path, MemorySegment name, MemorySegment value) {
        long size = value.byteSize();
        return (int) answer(e -> (int) Lsetxattr.CALL.invokeExact(e, path, name, value, size, 0));
    }

    private static final class Lremovexattr {
        static final MethodHandle CALL = function("lremovexattr", JAVA_INT, ADDRESS, ADDRESS);
    }

    static int lremovexattr(MemorySegment path, MemorySegment name) {
        return (int) answer(e -> (int) Lremovexattr.CALL.invokeExact(e, path, name));
    }

    // Watching

    private static final class InotifyInit1 {
        static final MethodHandle CALL = function("inotify_init1", JAVA_INT, JAVA_INT);
    }

    static int inotifyInit1(int flags) {
        return (int) answer(e -> (int) InotifyInit1.CALL.invokeExact(e, flags));
    }

    private static final class InotifyAddWatch {
        static final MethodHandle CALL =
                function("inotify_add_watch", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    }

    static int inotifyAddWatch(int descriptor, Path path, int mask) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = string(arena, path);
            return (int)
                    answer(e -> (int) InotifyAddWatch.CALL.invokeExact(e, descriptor, name, mask));
        }
    }

    private static final class InotifyRmWatch {
        static final MethodHandle CALL = function("inotify_rm_watch", JAVA_INT, JAVA_INT, JAVA_INT);
    }

    static int inotifyRmWatch(int descriptor, int watch) {
        return (int) answer(e -> (int) InotifyRmWatch.CALL.invokeExact(e, descriptor, watch));
    }

    // Processes

    private static final class Waitpid {
        static final MethodHandle CALL = function("waitpid", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    }

    static int waitpid(long pid, MemorySegment status, int options) {
        int number = Math.toIntExact(pid);
        return (int) answer(e -> (int) Waitpid.CALL.invokeExact(e, number, status, options));
    }

    private static final class Kill {
        static final MethodHandle CALL = function("kill", JAVA_INT, JAVA_INT, JAVA_INT);
    }

    static int kill(long pid, int signal) {
        int number = Math.toIntExact(pid);
        return (int) answer(e -> (int) Kill.CALL.invokeExact(e, number, signal));
    }

    private static final class PidfdOpen {
        static final Optional<MethodHandle> FOUND =
                optional("pidfd_open", JAVA_INT, JAVA_INT, JAVA_INT);
    }

    /// A descriptor that stays with one process, whatever becomes of its number. ENOSYS where the
    /// library has none.
    static int pidfdOpen(long pid) {
        int number = Math.toIntExact(pid);
        return PidfdOpen.FOUND
                .map(call -> (int) answer(e -> (int) call.invokeExact(e, number, 0)))
                .orElse(-Errno.ENOSYS);
    }

    private static final class PidfdSendSignal {
        static final Optional<MethodHandle> FOUND =
                optional("pidfd_send_signal", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    }

    static int pidfdSendSignal(int descriptor, int signal) {
        MemorySegment none = MemorySegment.NULL;
        return PidfdSendSignal.FOUND
                .map(call ->
                        (int) answer(e -> (int) call.invokeExact(e, descriptor, signal, none, 0)))
                .orElse(-Errno.ENOSYS);
    }

    // How a call is made

    /// One call, given the place where the error number is to be left.
    interface Call {
        long with(MemorySegment errno) throws Throwable;
    }

    static long answer(Call call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(JAVA_INT);
            long result = call.with(errno);
            return result < 0 ? -errno.get(JAVA_INT, 0) : result;
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a foreign call cannot throw this", e);
        }
    }

    static MethodHandle function(String name, MemoryLayout result, MemoryLayout... parameters) {
        return optional(name, result, parameters)
                .orElseThrow(() -> new IllegalStateException("the C library has no " + name));
    }

    static Optional<MethodHandle> optional(
            String name, MemoryLayout result, MemoryLayout... parameters) {
        var descriptor = FunctionDescriptor.of(result, parameters);
        return SYMBOLS.find(name).map(address -> LINKER.downcallHandle(address, descriptor, ERRNO));
    }

    private static MethodHandle variadic(
            String name, int fixed, MemoryLayout result, MemoryLayout... parameters) {
        return LINKER.downcallHandle(
                SYMBOLS.findOrThrow(name),
                FunctionDescriptor.of(result, parameters),
                ERRNO,
                Linker.Option.firstVariadicArg(fixed));
    }

    /// A path as a C string: its bytes and a zero.
    static MemorySegment string(Arena arena, Path path) {
        return string(arena, PathBytes.of(path));
    }

    static MemorySegment string(Arena arena, byte[] bytes) {
        MemorySegment text = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, text, JAVA_BYTE, 0, bytes.length);
        return text;
    }

    /// Bytes as a null-terminated array of C strings: what `argv` and `envp` are.
    static MemorySegment strings(Arena arena, Iterable<byte[]> all, int count) {
        MemorySegment array = arena.allocate(ADDRESS, count + 1L);
        int i = 0;
        for (byte[] each : all) {
            array.setAtIndex(ADDRESS, i++, string(arena, each));
        }
        return array;
    }

    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup SYMBOLS = LINKER.defaultLookup();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
}
