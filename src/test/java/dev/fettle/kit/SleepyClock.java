package dev.fettle.kit;

import dev.fettle.platform.Clock;
import java.time.Duration;
import java.time.Instant;

/// The machine's clock, as if time had passed besides: awake, or asleep, in which its monotonic
/// half stands still.
public final class SleepyClock implements Clock {
    private Duration awake = Duration.ZERO;
    private Duration asleep = Duration.ZERO;

    public void awake(Duration time) {
        awake = awake.plus(time);
    }

    public void asleep(Duration time) {
        asleep = asleep.plus(time);
    }

    @Override
    public Instant now() {
        return Clock.system().now().plus(awake).plus(asleep);
    }

    @Override
    public long nanos() {
        return Clock.system().nanos() + awake.toNanos();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        Clock.system().sleep(duration);
    }
}
