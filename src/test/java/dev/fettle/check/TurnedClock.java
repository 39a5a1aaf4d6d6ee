package dev.fettle.check;

import dev.fettle.platform.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// The machine's clock, which can be put ahead: a minute is over without a minute's waiting.
final class TurnedClock implements Clock {
    private final AtomicLong ahead = new AtomicLong();

    void turn(Duration duration) {
        ahead.addAndGet(duration.toNanos());
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
    public void sleep(Duration duration) throws InterruptedException {
        Clock.system().sleep(duration);
    }
}
