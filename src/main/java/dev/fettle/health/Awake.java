package dev.fettle.health;

import dev.fettle.platform.Clock;
import dev.fettle.platform.Machine;
import dev.fettle.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// For how long the machine was awake: what a laptop sleeps through is nobody's delay. Counted by
/// the monotonic clock, which stands still in a sleep, in marks that are kept. Between two marks
/// the benefit of the doubt is the automation's.
public final class Awake {
    private static final Duration BETWEEN_MARKS = Duration.ofMinutes(10);
    private static final Duration KEPT = Duration.ofDays(60);

    /// What is due gets this long after a start or a wake.
    private static final Duration BACK = Duration.ofMinutes(10);

    private static final Duration SET_WRONG = Duration.ofHours(1);
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final Duration NO_SLEEP = Duration.ofSeconds(5);

    private final Store store;
    private final Clock clock;
    private Optional<Instant> beginning = Optional.empty();
    private long lastMark;

    public Awake(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// @param totalMillis awake up to then, since counting began
    record Mark(Instant at, long totalMillis, String boot, long nanos, Optional<Hold> hold) {}

    record Hold(Instant until, boolean strict) {}

    /// To be called often, by whoever watches all the time: a start, a wake and a clock that was
    /// set are found here.
    void count() throws IOException {
        var now = clock.now();
        var before = beginning;
        // When the monotonic clock began, by the wall clock: later after a sleep, or once it is
        // set.
        beginning = Optional.of(now.minusNanos(clock.nanos()));
        if (before.isEmpty()) {
            mark(Optional.of(new Hold(now.plus(BACK), false)));
            return;
        }
        var jump = Duration.between(before.get(), beginning.get());
        if (jump.abs().compareTo(A_DAY) > 0) {
            mark(Optional.of(new Hold(now.plus(SET_WRONG), true)));
        } else if (jump.compareTo(NO_SLEEP) > 0) {
            mark(Optional.of(new Hold(now.plus(BACK), false)));
        } else if (clock.nanos() - lastMark >= BETWEEN_MARKS.toNanos()) {
            mark(Optional.empty());
        }
    }

    private void mark(Optional<Hold> hold) throws IOException {
        var now = clock.now();
        long nanos = clock.nanos();
        var boot = Machine.bootId();
        store.write(sql -> {
            long total = total(AwakeTable.last(sql), boot, nanos);
            AwakeTable.insert(sql, new Mark(now, total, boot, nanos, hold));
            AwakeTable.prune(sql, now.minus(KEPT));
            return true;
        });
        lastMark = nanos;
    }

    /// How long it has been awake since this moment, at most.
    public Duration since(Instant moment) throws IOException {
        var now = clock.now();
        long nanos = clock.nanos();
        var boot = Machine.bootId();
        var wall = Duration.between(moment, now);
        return store.read(sql -> {
            var last = AwakeTable.last(sql);
            if (last.isEmpty()) {
                var sinceBoot = Duration.ofNanos(nanos);
                return wall.compareTo(sinceBoot) < 0 ? wall : sinceBoot;
            }
            long total = total(last, boot, nanos);
            var before = AwakeTable.before(sql, moment);
            long then;
            if (before.isPresent()) {
                var after = AwakeTable.after(sql, moment);
                long most = after.map(Mark::totalMillis).orElse(total);
                long passed = Duration.between(before.get().at(), moment).toMillis();
                then = Math.min(most, before.get().totalMillis() + passed);
            } else {
                then = AwakeTable.first(sql).map(Mark::totalMillis).orElse(0L);
            }
            return Duration.ofMillis(Math.max(0, total - then));
        });
    }

    /// Until when nothing that has not run since is called late.
    Optional<Mark> hold() throws IOException {
        var now = clock.now();
        return store.read(AwakeTable::lastHold)
                .filter(mark -> !now.isBefore(mark.at()))
                .filter(mark -> mark.hold().map(hold -> now.isBefore(hold.until())).orElse(false));
    }

    private static long total(Optional<Mark> last, String boot, long nanos) {
        if (last.isEmpty()) {
            return 0;
        }
        boolean same = last.get().boot().equals(boot);
        long more = same ? nanos - last.get().nanos() : nanos;
        return last.get().totalMillis() + Math.max(0, more) / 1_000_000;
    }
}
