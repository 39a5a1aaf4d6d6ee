package dev.fettle.platform;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The calls of the C library that Java lacks, each answering as the kernel does: a result, or the
/// error number negated. Whoever calls turns that into an `Errno` with the path at hand.
///
/// **One shape for all**: six 64-bit arguments, one 64-bit result. On the 64-bit machines that
/// Linux runs on, whole numbers and pointers travel in registers of that size, what a function does
/// not take is not looked at, and of a narrower one only the lower half counts. Java spends 10-25
/// ms of a cold start on each shape that it has to learn, and a third of a millisecond on a further
/// function of a known one: with its true signatures, the first shim of a process took 200 ms
/// longer.
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

    /// What adjtimex answers where nothing keeps the clock right.
    static final int TIME_ERROR = 5;

    /// Of `struct timex`, with room to spare.
    private static final long TIMEX = 256;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup SYMBOLS = LINKER.defaultLookup();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final FunctionDescriptor SHAPE =
            FunctionDescriptor.of(
                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private static final Map<String, MethodHandle> LINKED = new ConcurrentHashMap<>();

    private LibC() {}

    // Files

    static int open(Path path, int flags, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            return call("open", string(arena, path).address(), flags, mode, 0, 0, 0);
        }
    }

    /// Asks how the kernel's clock is kept, and changes nothing (`modes` is 0).
    static int clockState() {
        try (Arena arena = Arena.ofConfined()) {
            return call("adjtimex", arena.allocate(TIMEX, Long.BYTES).address(), 0, 0, 0, 0, 0);
        }
    }

    static int close(int descriptor) {
        return call("close", descriptor, 0, 0, 0, 0, 0);
    }

    static int flock(int descriptor, int operation) {
        return call("flock", descriptor, operation, 0, 0, 0, 0);
    }

    static int fsync(int descriptor) {
        return call("fsync", descriptor, 0, 0, 0, 0, 0);
    }

    static int read(int descriptor, MemorySegment buffer) {
        return call("read", descriptor, buffer.address(), buffer.byteSize(), 0, 0, 0);
    }

    static int write(int descriptor, MemorySegment buffer) {
        return call("write", descriptor, buffer.address(), buffer.byteSize(), 0, 0, 0);
    }

    static int pipe2(MemorySegment twoInts, int flags) {
        return call("pipe2", twoInts.address(), flags, 0, 0, 0, 0);
    }

    static int poll(MemorySegment entries, int count, int millis) {
        return call("poll", entries.address(), count, millis, 0, 0, 0);
    }

    static int fallocate(int descriptor, int mode, long from, long length) {
        return call("fallocate", descriptor, mode, from, length, 0, 0);
    }

    static int statx(MemorySegment name, int flags, int mask, MemorySegment into) {
        return call("statx", AT_FDCWD, name.address(), flags, mask, into.address(), 0);
    }

    static int statfs(MemorySegment path, MemorySegment into) {
        return call("statfs", path.address(), into.address(), 0, 0, 0, 0);
    }

    static int ioctl(int descriptor, long request, MemorySegment argument) {
        return call("ioctl", descriptor, request, argument.address(), 0, 0, 0);
    }

    static int renameat2(Path from, Path to, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            long source = string(arena, from).address();
            long target = string(arena, to).address();
            return call("renameat2", AT_FDCWD, source, AT_FDCWD, target, flags, 0);
        }
    }

    // Extended attributes: the forms that do not follow a link

    static int llistxattr(MemorySegment path, MemorySegment names) {
        return call("llistxattr", path.address(), names.address(), names.byteSize(), 0, 0, 0);
    }

    static int lgetxattr(MemorySegment path, MemorySegment name, MemorySegment value) {
        return call(
                "lgetxattr",
                path.address(),
                name.address(),
                value.address(),
                value.byteSize(),
                0,
                0);
    }

    static int lsetxattr(MemorySegment path, MemorySegment name, MemorySegment value) {
        return call(
                "lsetxattr",
                path.address(),
                name.address(),
                value.address(),
                value.byteSize(),
                0,
                0);
    }

    static int lremovexattr(MemorySegment path, MemorySegment name) {
        return call("lremovexattr", path.address(), name.address(), 0, 0, 0, 0);
    }

    // Watching

    static int inotifyInit1(int flags) {
        return call("inotify_init1", flags, 0, 0, 0, 0, 0);
    }

    static int inotifyAddWatch(int descriptor, Path path, int mask) {
        try (Arena arena = Arena.ofConfined()) {
            return call(
                    "inotify_add_watch", descriptor, string(arena, path).address(), mask, 0, 0, 0);
        }
    }

    static int inotifyRmWatch(int descriptor, int watch) {
        return call("inotify_rm_watch", descriptor, watch, 0, 0, 0, 0);
    }

    // Processes

    static int waitpid(long pid, MemorySegment status, int options) {
        return call("waitpid", pid, status.address(), options, 0, 0, 0);
    }

    static int kill(long pid, int signal) {
        return call("kill", pid, signal, 0, 0, 0, 0);
    }

    /// A descriptor that stays with one process, whatever becomes of its number. ENOSYS where the
    /// library has none.
    static int pidfdOpen(long pid) {
        return has("pidfd_open") ? call("pidfd_open", pid, 0, 0, 0, 0, 0) : -Errno.ENOSYS;
    }

    static int pidfdSendSignal(int descriptor, int signal) {
        return has("pidfd_send_signal")
                ? call("pidfd_send_signal", descriptor, signal, 0, 0, 0, 0)
                : -Errno.ENOSYS;
    }

    // Sockets that Java lacks

    static int socket(int family, int kind) {
        return call("socket", family, kind, 0, 0, 0, 0);
    }

    static int sendto(int descriptor, MemorySegment data, int flags, MemorySegment address) {
        return call(
                "sendto",
                descriptor,
                data.address(),
                data.byteSize(),
                flags,
                address.address(),
                address.byteSize());
    }

    // How a call is made

    /// Any function of the library by its name. Every memory that an argument points to must
    /// outlive the call.
    static int call(String function, long a, long b, long c, long d, long e, long f) {
        MethodHandle handle = LINKED.computeIfAbsent(function, LibC::link);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(JAVA_INT);
            // Our results are ints, or counts that fit in one; the upper half of an int's register
            // means nothing.
            int result = (int) (long) handle.invokeExact(errno, a, b, c, d, e, f);
            return result < 0 ? -errno.get(JAVA_INT, 0) : result;
        } catch (Error | RuntimeException broken) {
            throw broken;
        } catch (Throwable broken) {
            throw new IllegalStateException("a foreign call cannot throw this", broken);
        }
    }

    static boolean has(String function) {
        return LINKED.containsKey(function) || SYMBOLS.find(function).isPresent();
    }

    private static MethodHandle link(String function) {
        MemorySegment address =
                SYMBOLS.find(function)
                        .orElseThrow(() ->
                                new IllegalStateException("the C library has no " + function));
        return link(address);
    }

    /// A function of another library, in the one shape.
    static MethodHandle link(MemorySegment function) {
        return LINKER.downcallHandle(function, SHAPE, ERRNO);
    }

    /// Calls one of another library's, and answers all that it answers.
    static long invoke(MethodHandle function, long a, long b, long c) {
        try (Arena arena = Arena.ofConfined()) {
            return (long) function.invokeExact(arena.allocate(JAVA_INT), a, b, c, 0L, 0L, 0L);
        } catch (Error | RuntimeException broken) {
            throw broken;
        } catch (Throwable broken) {
            throw new IllegalStateException("a foreign call cannot throw this", broken);
        }
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

    /// Bytes as a null-terminated array of C strings: what `argv` and `envp` are. Copied as a
    /// whole: each other way to write into memory costs a cold start 10 ms.
    static MemorySegment strings(Arena arena, List<byte[]> all) {
        long[] addresses = new long[all.size() + 1];
        for (int i = 0; i < all.size(); i++) {
            addresses[i] = string(arena, all.get(i)).address();
        }
        return arena.allocateFrom(JAVA_LONG, addresses);
    }
}
