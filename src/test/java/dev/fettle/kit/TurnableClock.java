package dev.fettle.kit;

import dev.fettle.platform.Clock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// The machine's clock, which the test may turn on. Whoever sleeps by it turns it on for as long
/// and hardly waits, so that an hour's patience is over at once.
public final class TurnableClock implements Clock {
    private static final long A_MOMENT_NANOS = 200_000;

    private final AtomicLong ahead = new AtomicLong();
    private volatile Runnable whenSleeping = () -> {};

    public void turn(Duration by) {
        ahead.addAndGet(by.toNanos());
    }

    /// By how much it is ahead of the machine's.
    public Duration ahead() {
        return Duration.ofNanos(ahead.get());
    }

    /// From now on, whoever begins to sleep finds this done before.
    public void whenSomebodySleeps(Runnable act) {
        whenSleeping = act;
    }

    @Override
    public Instant now() {
        return Clock.system().now().plusNanos(ahead.get());
    }

    @Override
    public long nanos() {
        return Clock.system().nanos() + ahead.get();
    }

    @Override
    public Duration uptime() throws IOException {
        return Clock.system().uptime().plusNanos(ahead.get());
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        whenSleeping.run();
        turn(duration);
        LockSupport.parkNanos(A_MOMENT_NANOS); // so that what is waited for may come
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
