package dev.fettle.run;

import dev.fettle.automation.Automation;
import dev.fettle.check.backup.Turns;
import dev.fettle.history.Facts;
import dev.fettle.platform.Clock;
import dev.fettle.platform.FileLock;
import dev.fettle.store.StateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/// Has runs that write to a repository and looks at it take turns, over all processes: by a lock
/// that bears the repository's own id. A run that waits holds a second one meanwhile, at which a
/// look sees that it is to make room.
final class RepositoryTurns implements Turns {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Path folder;
    private final Facts facts;
    private final Clock clock;

    RepositoryTurns(StateFolder state, Facts facts, Clock clock) {
        this.folder = state.locks().resolve("repositories");
        this.facts = facts;
        this.clock = clock;
    }

    /// What a run holds while its program works.
    record Held(Deque<FileLock> locks) implements AutoCloseable {
        @Override
        public void close() {
            locks.forEach(FileLock::close);
        }
    }

    /// Waits until nobody else is at the repositories that its own checks look at, as far as these
    /// are known; where it is cancelled it waits no longer.
    ///
    /// @param waits is told when it has to
    Held write(Automation automation, Runnable waits, Cancellation cancellation)
            throws IOException, InterruptedException {
        var held = new Held(new ArrayDeque<>());
        try {
            for (var repository : repositories(automation)) {
                write(repository, held, waits, cancellation);
            }
            return held;
        } catch (IOException | InterruptedException e) {
            held.close();
            throw e;
        }
    }

    /// In one order for all, so that no two wait for each other.
    private Set<String> repositories(Automation automation) throws IOException {
        var checks = automation.definition().checks();
        return checks.stream().anyMatch(check -> check.repository().isPresent())
                ? facts.of(automation.name().text()).repositories(checks)
                : Set.of();
    }

    private void write(String repository, Held held, Runnable waits, Cancellation cancellation)
            throws IOException, InterruptedException {
        RunFolder.makePrivate(folder);
        var wanted = new ArrayList<FileLock>();
        try {
            boolean told = false;
            while (!cancellation.isWanted()) {
                if (wanted.isEmpty()) {
                    FileLock.tryLock(wanted(repository)).ifPresent(wanted::add);
                }
                var lock =
                        wanted.isEmpty()
                                ? Optional.<FileLock>empty()
                                : FileLock.tryLock(file(repository));
                if (lock.isPresent()) {
                    held.locks().push(lock.get());
                    return;
                }
                if (!told) {
                    waits.run();
                    told = true;
                }
                clock.sleep(LOOK_AGAIN);
            }
        } finally {
            wanted.forEach(FileLock::close);
        }
    }

    @Override
    public Turn look(String repository) throws IOException, InterruptedException {
        RunFolder.makePrivate(folder);
        while (true) {
            if (!FileLock.isHeld(wanted(repository))) {
                var lock = FileLock.tryLock(file(repository));
                if (lock.isPresent()) {
                    return new Looking(wanted(repository), lock.get());
                }
            }
            clock.sleep(LOOK_AGAIN);
        }
    }

    private record Looking(Path wanted, FileLock lock) implements Turn {
        @Override
        public boolean isWanted() throws IOException {
            return FileLock.isHeld(wanted);
        }

        @Override
        public void close() {
            lock.close();
        }
    }

    private Path file(String repository) {
        return folder.resolve(repository + ".lock");
    }

    private Path wanted(String repository) {
        return folder.resolve(repository + ".wanted");
    }
}
