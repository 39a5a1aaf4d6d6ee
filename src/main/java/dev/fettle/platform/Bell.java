package dev.fettle.platform;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes a loop that rests. However often it is rung, the loop wakes once; and what rang while it
/// was at work keeps it from resting. For one loop; any thread may ring.
public final class Bell {
    private final Semaphore rung = new Semaphore(0);

    public void ring() {
        rung.release();
    }

    /// Rests until it is rung, and for no longer than that.
    ///
    /// @return whether it was rung
    public boolean rest(Duration atMost) throws InterruptedException {
        boolean woken = rung.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
        rung.drainPermits();
        return woken;
    }

    /// Rests until it is rung.
    public void rest() throws InterruptedException {
        rung.acquire();
        rung.drainPermits();
    }

    /// Whether it was rung since the last rest.
    public boolean hasRung() {
        return rung.availablePermits() > 0;
    }
}
