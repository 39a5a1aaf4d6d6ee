package dev.fettle.platform;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// An exclusive flock(2) on a file, held until it is closed or the process dies.
///
/// It belongs to the open file, not to the process: a child that inherits the descriptor holds it
/// too, and it is free when the last of them has closed it. That is what the shim's "still working"
/// rests on. Java's own locks are fcntl locks: they do not see this one, and are lost when anybody
/// in the process closes the file.
public final class FileLock implements AutoCloseable {

    private static final int SHARED = 1;
    private static final int EXCLUSIVE = 2;
    private static final int AT_ONCE = 4;
    private static final int RELEASE = 8;
    private static final int OWNER_ONLY = 0600;

    /// How often a lock is tried again that only passing looks (`isHeld`) kept from being taken.
    private static final int TRIES = 100;

    private static final int LONGEST_STEP_ASIDE_NANOS = 50_000;
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final Path file;
    private final int descriptor;
    private final AtomicBoolean closed = new AtomicBoolean();

    private FileLock(Path file, int descriptor) {
        this.file = file;
        this.descriptor = descriptor;
    }

    /// Takes the lock if it is free. The file is made where it is missing, and stays.
    public static Optional<FileLock> tryLock(Path file) throws IOException {
        FileLock lock = open(file);
        for (int tries = 0; tries < TRIES; tries++) {
            if (lock.takes(EXCLUSIVE)) {
                return Optional.of(lock);
            }
            if (!lock.takes(SHARED)) {
                break; // held for good: nobody but a holder is exclusive
            }
            LibC.flock(lock.descriptor, RELEASE);
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(LONGEST_STEP_ASIDE_NANOS));
        }
        lock.close();
        return Optional.empty();
    }

    /// Waits until the lock is free, and takes it. The thread cannot be interrupted meanwhile and
    /// must not be a virtual one, whose carrier would wait with it.
    public static FileLock lock(Path file) throws IOException {
        FileLock lock = open(file);
        int answer = waitFor(lock.descriptor, EXCLUSIVE);
        if (answer < 0) {
            throw lock.closedBecause(answer);
        }
        return lock;
    }

    /// Takes the lock if it becomes free within that time.
    public static Optional<FileLock> lockWithin(Path file, Duration patience, Clock clock)
            throws IOException, InterruptedException {
        long start = clock.nanos();
        Duration pause = Duration.ofMillis(2);
        while (true) {
            Optional<FileLock> lock = tryLock(file);
            Duration left = patience.minusNanos(clock.nanos() - start);
            if (lock.isPresent() || !left.isPositive()) {
                return lock;
            }
            clock.sleep(pause.compareTo(left) < 0 ? pause : left);
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
        }
    }

    /// Whether somebody holds the lock, this process included.
    ///
    /// The look itself is a shared lock that lives for two system calls (microseconds). Somebody
    /// who tries to take the lock in that moment is refused and tries again: `tryLock` does so by
    /// itself. Nothing is made or changed.
    public static boolean isHeld(Path file) throws IOException {
        int descriptor = LibC.open(file, LibC.O_RDONLY | LibC.O_CLOEXEC | LibC.O_NONBLOCK, 0);
        if (descriptor == -Errno.ENOENT || descriptor == -Errno.ENOTDIR) {
            return false;
        }
        try (FileLock look = new FileLock(file, checked(descriptor, file))) {
            return !look.takes(SHARED);
        }
    }

    /// Waits until nobody holds the lock any more, without taking it. Returns at once where there
    /// is no such file. For the thread the same holds as for `lock`.
    static void awaitFree(Path file) throws IOException {
        int descriptor = LibC.open(file, LibC.O_RDONLY | LibC.O_CLOEXEC, 0);
        if (descriptor == -Errno.ENOENT || descriptor == -Errno.ENOTDIR) {
            return;
        }
        try (FileLock look = new FileLock(file, checked(descriptor, file))) {
            int answer = waitFor(look.descriptor, SHARED);
            if (answer < 0) {
                throw Errno.of(-answer, file);
            }
        }
    }

    /// The process that took the lock, as far as `/proc/locks` tells (`LockTable`).
    public static Optional<Long> holder(Path file) throws IOException {
        return LockTable.holder(file);
    }

    /// For handing the lock on to a child.
    public int descriptor() {
        return descriptor;
    }

    public Path file() {
        return file;
    }

    /// Closes this process's copy. The lock stays while a child holds another: it is never unlocked
    /// by word, which would take it from the child too.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            LibC.close(
                    descriptor); // Linux frees the number whatever it answers; trying again could
            // close another's
        }
    }

    private static FileLock open(Path file) throws IOException {
        int descriptor = LibC.open(file, LibC.O_RDWR | LibC.O_CREAT | LibC.O_CLOEXEC, OWNER_ONLY);
        return new FileLock(file, checked(descriptor, file));
    }

    private static int checked(int descriptor, Path file) throws FileSystemException {
        if (descriptor < 0) {
            throw Errno.of(-descriptor, file);
        }
        return descriptor;
    }

    /// False where somebody else is in the way.
    private boolean takes(int operation) throws IOException {
        int answer = LibC.flock(descriptor, operation | AT_ONCE);
        if (answer < 0 && answer != -Errno.EAGAIN) {
            throw closedBecause(answer);
        }
        return answer >= 0;
    }

    private static int waitFor(int descriptor, int operation) {
        int answer;
        do {
            answer = LibC.flock(descriptor, operation);
        } while (answer == -Errno.EINTR);
        return answer;
    }

    private FileSystemException closedBecause(int answer) {
        close();
        return Errno.of(-answer, file);
    }
}
