package dev.fettle.publish;

import dev.fettle.platform.Clock;
import dev.fettle.platform.FileLock;
import dev.fettle.platform.PathBytes;
import dev.fettle.platform.Silence;
import dev.fettle.store.StateFolder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Sees to it that one alone publishes to a folder, or takes back what is there, over all threads
/// and processes of a home.
///
/// Destinations may lie in each other: whoever wants one holds those above and below it too. They
/// are taken in one order by all, so that no two wait for each other. Each destination is in the
/// table before it is locked, so that of two that are new to each other at least one sees the
/// other.
final class DestinationLocks {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// Waiting in line within the process; flock is then contended by other processes alone.
    private static final Map<Path, ReentrantLock> LINES = new ConcurrentHashMap<>();

    private final StateFolder state;
    private final DestinationTable table;
    private final Clock clock;

    DestinationLocks(StateFolder state, DestinationTable table, Clock clock) {
        this.state = state;
        this.table = table;
        this.clock = clock;
    }

    /// Must be closed by the thread that took it.
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /// The destination and all that overlap it.
    Held hold(Path destination) throws IOException {
        var real = real(destination);
        var names = new TreeSet<String>();
        names.add(fileName("destination", real));
        table.setReal(destination, real);
        for (var other : table.real()) {
            if (other.startsWith(real) || real.startsWith(other)) {
                names.add(fileName("destination", other));
            }
        }
        return take(names);
    }

    /// For finding out what can be done at one destination, before anything is published.
    Held holdAlone(Path destination) throws IOException {
        return take(Set.of(fileName("trial", real(destination))));
    }

    /// Whether somebody publishes there, or takes back, at this moment.
    boolean isHeld(Path destination) throws IOException {
        var real = table.real(destination);
        return real.isPresent()
                && FileLock.isHeld(state.locks().resolve(fileName("destination", real.get())));
    }

    private Held take(Set<String> names) throws IOException {
        if (!Files.isDirectory(state.locks())) {
            Files.createDirectories(
                    state.locks(),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        var taken = new ArrayList<Taken>();
        boolean all = false;
        try {
            for (var name : names) {
                taken.add(takeOne(state.locks().resolve(name)));
            }
            all = true;
            return () -> taken.reversed().forEach(Taken::free);
        } finally {
            if (!all) {
                taken.reversed().forEach(Taken::free);
            }
        }
    }

    private record Taken(ReentrantLock line, FileLock lock) {
        void free() {
            lock.close();
            line.unlock();
        }
    }

    private Taken takeOne(Path file) throws IOException {
        var line = LINES.computeIfAbsent(file, _ -> new ReentrantLock());
        boolean locked = false;
        try {
            line.lockInterruptibly();
            try {
                Optional<FileLock> lock = FileLock.lockWithin(file, PATIENCE, clock);
                while (lock.isEmpty()) {
                    lock = FileLock.lockWithin(file, PATIENCE, clock);
                }
                locked = true;
                return new Taken(line, lock.get());
            } finally {
                if (!locked) {
                    line.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + file);
        }
    }

    private static String fileName(String kind, Path real) {
        return kind + "-" + Digest.of(PathBytes.of(real)).substring(0, 24);
    }

    /// The same folder by whichever name: links on the way are followed, as far as it is there.
    ///
    /// @throws IOException where its mount does not answer
    static Path real(Path destination) throws IOException {
        Silence.refuse(destination);
        var path = destination.toAbsolutePath().normalize();
        var anchor = Keepings.nearest(path);
        return anchor.toRealPath().resolve(anchor.relativize(path));
    }
}
