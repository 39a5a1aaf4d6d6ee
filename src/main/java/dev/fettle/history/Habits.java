package dev.fettle.history;

import dev.fettle.check.usual.Measured;
import dev.fettle.check.usual.Norm;
import dev.fettle.platform.Clock;
import dev.fettle.store.Sql;
import dev.fettle.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// What is usual of each automation, learnt from what was measured of its newest good runs; those
/// that were found wrong are none. Thread-safe.
///
/// What was learnt serves the next few runs too, so that ten thousand at once do not each read a
/// hundred rows: by one run in four more or less nothing becomes usual, and whoever finds something
/// unusual asks again for what is fresh.
public final class Habits {
    /// One that is found wrong leaves a gap, which an older one fills.
    private static final int KEPT = Norm.MOST_RUNS + 20;

    /// With fewer every run counts.
    private static final int FEW = 33;

    private static final int ONE_OF = 4;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Store store;
    private final Clock clock;
    private final Map<Of, Learnt> known = new ConcurrentHashMap<>();

    private record Of(String automation, String subject) {}

    /// @param left for how many more runs it serves
    /// @param until by the clock's nanoseconds
    private record Learnt(Norm norm, AtomicInteger left, long until) {}

    public Habits(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// @param subject what was measured
    /// @param fresh whether it must be learnt anew
    public Norm norm(String automation, String subject, boolean fresh) throws IOException {
        var of = new Of(automation, subject);
        var before = known.get(of);
        if (!fresh && before != null && serves(before)) {
            return before.norm();
        }
        var rows =
                store.read(sql -> MeasuredTable.newest(sql, automation, subject, Norm.MOST_RUNS));
        var norm = Norm.of(rows.reversed());
        known.put(
                of,
                new Learnt(
                        norm,
                        new AtomicInteger(norm.runs() < FEW ? 0 : norm.runs() / ONE_OF),
                        clock.nanos() + LONGEST.toNanos()));
        return norm;
    }

    /// What is usual of its runs whatever their results are, how long they take.
    public Norm ofRuns(String automation) throws IOException {
        var rows = store.read(sql -> MeasuredTable.newest(sql, automation, Norm.MOST_RUNS));
        return Norm.of(rows.reversed());
    }

    private boolean serves(Learnt learnt) {
        return learnt.left().getAndDecrement() > 0 && clock.nanos() - learnt.until() < 0;
    }

    /// Within the transaction that records the run.
    public static void keep(Sql sql, Run over, Map<String, Measured> measured) throws SQLException {
        if (!over.isGood()) {
            return;
        }
        for (var each : measured.entrySet()) {
            MeasuredTable.put(sql, over, each.getKey(), each.getValue());
            MeasuredTable.prune(sql, over.automation(), each.getKey(), KEPT);
        }
    }

    /// From now on nothing is usual of it.
    ///
    /// @return false where nothing was
    public boolean letGo(String automation) throws IOException {
        known.keySet().removeIf(of -> of.automation().equals(automation));
        return store.write(sql -> MeasuredTable.forget(sql, automation) > 0);
    }
}
