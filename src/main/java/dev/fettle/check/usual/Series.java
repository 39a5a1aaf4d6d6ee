package dev.fettle.check.usual;

import java.util.Arrays;
import java.util.Optional;

/// The values of one measure in the good runs so far, the oldest first, and whether another is like
/// them.
///
/// It is held against all of them; and where they lie much closer to those just before them than to
/// all (what grows, grows), against the newest alone.
final class Series {
    /// So many before a value say where it should lie.
    private static final int NEWEST = 5;

    private static final double MUCH = 0.7;
    private static final double OUTER = 0.05;

    private final Measure measure;
    private final long[] values;
    private final Fences all;

    /// Beside the middle of those just before; empty where all say more.
    private final Optional<Fences> newest;

    private Series(Measure measure, long[] values, Fences all, Optional<Fences> newest) {
        this.measure = measure;
        this.values = values;
        this.all = all;
        this.newest = newest;
    }

    /// @param values at least [Norm#LEAST_RUNS]
    static Series of(Measure measure, long[] values) {
        var scaled = Arrays.stream(values).mapToDouble(measure::scaled).toArray();
        var all = Fences.of(scaled, measure.margin());
        var newest = Optional.<Fences>empty();
        if (values.length >= NEWEST + Norm.LEAST_RUNS) {
            var steps = new double[scaled.length - NEWEST];
            for (int i = 0; i < steps.length; i++) {
                steps[i] = scaled[i + NEWEST] - middle(scaled, i);
            }
            newest =
                    Optional.of(Fences.of(steps, measure.margin()))
                            .filter(fences -> fences.width() < MUCH * all.width());
        }
        return new Series(measure, values, all, newest);
    }

    /// The middle of the values from here.
    private static double middle(double[] scaled, int from) {
        var few = Arrays.copyOfRange(scaled, from, from + NEWEST);
        Arrays.sort(few);
        return few[NEWEST / 2];
    }

    boolean isExceededBy(long now) {
        return placed(now) > newest.orElse(all).most();
    }

    Optional<Unusual> against(long now) {
        var fences = newest.orElse(all);
        double value = placed(now);
        if (fences.hold(value) || value < fences.least() && !measure.hasLeast()) {
            return Optional.empty();
        }
        var shown = newest.isPresent() ? newestValues() : values.clone();
        Arrays.sort(shown);
        return Optional.of(
                measure.told(
                        newest.isPresent() ? "lately" : "usually",
                        shown[(int) Math.round(OUTER * (shown.length - 1))],
                        shown[(int) Math.round((1 - OUTER) * (shown.length - 1))],
                        now));
    }

    /// Where it lies on the scale of the fences that hold.
    private double placed(long now) {
        return measure.scaled(now) - (newest.isPresent() ? middleOfNewest() : 0);
    }

    private double middleOfNewest() {
        return middle(Arrays.stream(newestValues()).mapToDouble(measure::scaled).toArray(), 0);
    }

    private long[] newestValues() {
        return Arrays.copyOfRange(values, values.length - NEWEST, values.length);
    }
}
