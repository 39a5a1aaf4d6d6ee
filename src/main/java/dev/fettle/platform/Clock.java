package dev.fettle.platform;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/// Where time comes from: handed in, so that a test can turn it.
///
/// The two readings differ on purpose. `now` is what the wall shows and may jump; `nanos` never
/// jumps and stands still while the machine sleeps.
public interface Clock {

    /// The wall clock.
    Instant now();

    /// CLOCK_MONOTONIC in nanoseconds. The number means the same in all processes of one boot, so
    /// that one process can write it down and another go on counting.
    long nanos();

    /// Since the machine's boot, time asleep included.
    default Duration uptime() throws IOException {
        return Machine.uptime();
    }

    /// Whether something keeps the wall clock right, as far as the kernel knows.
    default boolean isSynchronised() {
        return Machine.isClockSynchronised();
    }

    /// Waits on this clock.
    void sleep(Duration duration) throws InterruptedException;

    /// The machine's own clock.
    static Clock system() {
        return new Clock() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public long nanos() {
                return System
                        .nanoTime(); // on Linux this is CLOCK_MONOTONIC itself, without an origin
                // of the JVM's own
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                Thread.sleep(duration);
            }
        };
    }
}
