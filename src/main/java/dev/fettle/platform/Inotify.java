package dev.fettle.platform;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntSupplier;

/// Watches folders by inotify(7), which unlike Java's WatchService tells when a writer has closed
/// its file, and gives names as bytes.
///
/// It sees nothing of what happens on a network's other end, and nothing of what came before the
/// watch. One thread reads, any thread may add watches or close.
public final class Inotify implements AutoCloseable {

    public static final int IN_MODIFY = 0x2;
    public static final int IN_ATTRIB = 0x4;
    public static final int IN_CLOSE_WRITE = 0x8;
    public static final int IN_MOVED_FROM = 0x40;
    public static final int IN_MOVED_TO = 0x80;
    public static final int IN_CREATE = 0x100;
    public static final int IN_DELETE = 0x200;
    public static final int IN_DELETE_SELF = 0x400;
    public static final int IN_MOVE_SELF = 0x800;
    public static final int IN_UNMOUNT = 0x2000;
    public static final int IN_Q_OVERFLOW = 0x4000;
    public static final int IN_IGNORED = 0x8000;
    public static final int IN_ONLYDIR = 0x1000000;
    public static final int IN_EXCL_UNLINK = 0x4000000;
    public static final int IN_ISDIR = 0x40000000;

    private static final int BUFFER = 64 * 1024;
    private static final int HEADER = 16;
    private static final long POLL_ENTRY = 8;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(BUFFER, 8);
    private final MemorySegment pollEntries = arena.allocate(2 * POLL_ENTRY, 8);
    private final ReentrantLock reading = new ReentrantLock();
    private final int descriptor;
    private final int wakeRead;
    private final int wakeWrite;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ReentrantReadWriteLock watching = new ReentrantReadWriteLock();

    public Inotify() throws IOException {
        descriptor = LibC.inotifyInit1(LibC.O_CLOEXEC | LibC.O_NONBLOCK);
        if (descriptor < 0) {
            arena.close();
            throw refused(-descriptor, "an inotify instance");
        }
        MemorySegment ends = arena.allocate(JAVA_INT, 2);
        int answer = LibC.pipe2(ends, LibC.O_CLOEXEC | LibC.O_NONBLOCK);
        if (answer < 0) {
            LibC.close(descriptor);
            arena.close();
            throw refused(-answer, "a pipe beside inotify");
        }
        wakeRead = ends.getAtIndex(JAVA_INT, 0);
        wakeWrite = ends.getAtIndex(JAVA_INT, 1);
        waitOn(0, descriptor);
        waitOn(1, wakeRead);
    }

    /// One thing that happened.
    ///
    /// @param watch which watch saw it; -1 for an overflow
    /// @param mask the IN_ bits
    /// @param cookie joins the two halves of a rename
    /// @param name the name in the watched folder; empty where it is about the folder itself
    @SuppressWarnings("ArrayRecordComponent") // names are bytes; nobody compares events
    public record Event(int watch, int mask, int cookie, byte[] name) {

        /// Events were lost: only a look at the folders says what is there.
        public boolean overflow() {
            return has(IN_Q_OVERFLOW);
        }

        /// The watch is gone: its folder was deleted, its file system unmounted, or `unwatch` was
        /// called.
        public boolean ignored() {
            return has(IN_IGNORED);
        }

        public boolean folder() {
            return has(IN_ISDIR);
        }

        public boolean has(int bit) {
            return (mask & bit) != 0;
        }

        public Path path() {
            return PathBytes.path(name);
        }
    }

    /// Watches a folder; the same folder again changes its mask and answers the same number.
    public int watch(Path folder, int mask) throws IOException {
        int watch = whileOpen(() -> LibC.inotifyAddWatch(descriptor, folder, mask));
        if (watch == -Errno.ENOSPC || watch == -Errno.EMFILE) {
            throw new WatchLimit(
                    "%s: no further folder can be watched (fs.inotify.max_user_watches is used up)"
                            .formatted(PathBytes.shown(folder)));
        }
        if (watch < 0) {
            throw Errno.of(-watch, folder);
        }
        return watch;
    }

    /// Ends a watch. One that is gone already, with its folder, is no error.
    public void unwatch(int watch) throws IOException {
        int answer = whileOpen(() -> LibC.inotifyRmWatch(descriptor, watch));
        if (answer < 0 && answer != -Errno.EINVAL) {
            throw Errno.of(-answer, "watch " + watch);
        }
    }

    /// Waits for events and answers what has gathered, in order; nothing once the time is over or
    /// this is closed. Not on a virtual thread, whose carrier would wait with it.
    public List<Event> read(Duration timeout) throws IOException {
        reading.lock();
        try {
            if (closed.get()) {
                return List.of();
            }
            int millis = Math.clamp(timeout.plusNanos(999_999).toMillis(), 0, Integer.MAX_VALUE);
            int ready = LibC.poll(pollEntries, 2, millis);
            if (ready == 0 || ready == -Errno.EINTR || closed.get()) {
                return List.of();
            }
            if (ready < 0) {
                throw Errno.of(-ready, "waiting for inotify");
            }
            int bytes = LibC.read(descriptor, buffer);
            if (bytes == -Errno.EAGAIN || bytes == -Errno.EINTR) {
                return List.of();
            }
            if (bytes < 0) {
                throw Errno.of(-bytes, "reading inotify");
            }
            return events(bytes);
        } finally {
            reading.unlock();
        }
    }

    /// Wakes the reader, and frees the descriptors once it has left.
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try (Arena one = Arena.ofConfined()) {
            LibC.write(wakeWrite, one.allocate(1));
        }
        reading.lock();
        try {
            LibC.close(wakeRead);
            LibC.close(wakeWrite);
            arena.close();
            // A thread may hang in `watch` on a file system that is gone: its descriptor stays
            // then,
            // for the number must not become another file's under it.
            if (watching.writeLock().tryLock()) {
                LibC.close(descriptor);
                watching.writeLock().unlock();
            }
        } finally {
            reading.unlock();
        }
    }

    private int whileOpen(IntSupplier call) throws IOException {
        watching.readLock().lock();
        try {
            if (closed.get()) {
                throw new IOException("inotify is closed");
            }
            return call.getAsInt();
        } finally {
            watching.readLock().unlock();
        }
    }

    private List<Event> events(int bytes) {
        List<Event> events = new ArrayList<>();
        long at = 0;
        while (at < bytes) {
            int length = buffer.get(JAVA_INT, at + 12);
            events.add(
                    new Event(
                            buffer.get(JAVA_INT, at),
                            buffer.get(JAVA_INT, at + 4),
                            buffer.get(JAVA_INT, at + 8),
                            name(at + HEADER, length)));
            at += HEADER + length;
        }
        return events;
    }

    /// The kernel fills names up with zeros.
    private byte[] name(long start, int length) {
        byte[] padded = buffer.asSlice(start, length).toArray(JAVA_BYTE);
        int end = 0;
        while (end < padded.length && padded[end] != 0) {
            end++;
        }
        return Arrays.copyOf(padded, end);
    }

    private void waitOn(int place, int what) {
        pollEntries.set(JAVA_INT, place * POLL_ENTRY, what);
        pollEntries.set(JAVA_SHORT, place * POLL_ENTRY + 4, LibC.POLLIN);
    }

    private static IOException refused(int errno, String what) {
        return errno == Errno.EMFILE
                ? new WatchLimit(
                        what
                                + " is refused (fs.inotify.max_user_instances or the descriptors are used up)")
                : Errno.of(errno, what);
    }
}
