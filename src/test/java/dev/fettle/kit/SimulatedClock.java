package dev.fettle.kit;

import dev.fettle.platform.Clock;
import java.time.Duration;
import java.time.Instant;

/// A machine's three clocks, which go only when the test lets time pass: the one on the wall, the
/// monotonic one, and the time since boot. For one thread.
public final class SimulatedClock implements Clock {
    private Instant wall;
    private Duration monotonic = Duration.ofHours(1);
    private Duration sinceBoot = Duration.ofHours(1);
    private boolean synchronised = true;

    public SimulatedClock(Instant beginning) {
        wall = beginning;
    }

    public void pass(Duration time) {
        monotonic = monotonic.plus(time);
        machineSleeps(time);
    }

    public void machineSleeps(Duration time) {
        wall = wall.plus(time);
        sinceBoot = sinceBoot.plus(time);
    }

    /// Somebody sets the clock on the wall.
    public void step(Duration by) {
        wall = wall.plus(by);
    }

    /// The machine was booted a moment ago.
    public void boot(boolean keptRight) {
        sinceBoot = Duration.ofSeconds(5);
        synchronised = keptRight;
    }

    public void keepRight() {
        synchronised = true;
    }

    @Override
    public Instant now() {
        return wall;
    }

    @Override
    public long nanos() {
        return monotonic.toNanos();
    }

    @Override
    public Duration uptime() {
        return sinceBoot;
    }

    @Override
    public boolean isSynchronised() {
        return synchronised;
    }

    @Override
    public void sleep(Duration duration) {
        pass(duration);
    }
}
