package dev.fettle.daemon;

import dev.fettle.notation.Size;
import dev.fettle.platform.Clock;
import dev.fettle.platform.FileLock;
import dev.fettle.store.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks at the daemon from outside: whether it lives, whether it gets on, whether it has room.
public final class Watchdog {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration OLDEST_LOOK = Duration.ofMinutes(2);
    private static final long LEAST_BYTES = 100_000_000;
    private static final long LEAST_SHARE = 100;

    private final StateFolder state;
    private final Clock clock;

    public Watchdog(StateFolder state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /// What is wrong with it.
    ///
    /// @param hung whether it holds its locks and does nothing
    public record Trouble(String what, boolean hung) {}

    /// Takes up to ten seconds where all is not well. The daemon's lock is never taken: a daemon
    /// that starts meanwhile is not kept from it.
    public Optional<Trouble> look() throws IOException, InterruptedException {
        if (!isHeld()) {
            return Optional.of(new Trouble("fettle is not running", false));
        }
        var hung = hung();
        return hung.isPresent()
                ? hung.map(why -> new Trouble(why, true))
                : full(state).map(why -> new Trouble(why, false));
    }

    /// Whether somebody who made a look at the schedules so long ago is at work.
    static boolean isAlive(Duration sinceLastLook) {
        return sinceLastLook.compareTo(OLDEST_LOOK) <= 0;
    }

    /// It may just be on its way from one daemon to the next.
    private boolean isHeld() throws IOException, InterruptedException {
        long end = clock.nanos() + PATIENCE.toNanos();
        while (!FileLock.isHeld(state.daemonLock())) {
            if (clock.nanos() >= end) {
                return false;
            }
            clock.sleep(BETWEEN_LOOKS);
        }
        return true;
    }

    /// One that has just started may not listen yet.
    private Optional<String> hung() throws InterruptedException {
        long end = clock.nanos() + PATIENCE.toNanos();
        while (true) {
            var left = Duration.ofNanos(end - clock.nanos());
            var pulse = left.isPositive() ? pulse(left) : Optional.<Duration>empty();
            if (pulse.isPresent()) {
                return isAlive(pulse.get())
                        ? Optional.empty()
                        : Optional.of(
                                "fettle hangs: it has not looked at its schedules for %d s"
                                        .formatted(pulse.get().toSeconds()));
            }
            if (!left.isPositive()) {
                return Optional.of(
                        "fettle hangs: it does not answer within %d s"
                                .formatted(PATIENCE.toSeconds()));
            }
            clock.sleep(BETWEEN_LOOKS);
        }
    }

    private Optional<Duration> pulse(Duration patience) throws InterruptedException {
        var question =
                new FutureTask<Optional<Duration>>(() -> {
                    try (var daemon = DaemonClient.connect(state).orElse(null)) {
                        return daemon == null ? Optional.empty() : daemon.pulse();
                    }
                });
        var asking = Thread.ofPlatform().daemon().name("pulse").start(question);
        try {
            return question.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            asking.interrupt(); // and closes its connection
            return Optional.empty();
        }
    }

    /// Whether there is no room to work in.
    static Optional<String> full(StateFolder state) throws IOException {
        var disk = Files.getFileStore(state.root());
        long free = disk.getUsableSpace();
        if (free >= LEAST_BYTES && free >= disk.getTotalSpace() / LEAST_SHARE) {
            return Optional.empty();
        }
        return Optional.of(
                "the disk of Fettle's state is full: %s are left at %s"
                        .formatted(new Size(free), state.root()));
    }
}
