package dev.fettle.check.usual;

import java.util.Arrays;

/// Between which bounds the next of a row of values lies, unless something is wrong. Nothing is
/// supposed of how they are distributed but that what comes is like what was: two kinds by turns, a
/// weekly rhythm and heavy tails are all usual.
///
/// On either side the bound is the nearer of two guesses: one goes on from the outer quarter of the
/// values as far again, several times, as that is wide; the other goes a factor beyond the
/// outermost of them. Both are more generous while there are few values. And it is never nearer
/// than `margin` beyond what was seen [#often] before.
record Fences(double least, double most) {
    private static final double OUTER = 0.05;
    private static final double INNER = 0.25;

    /// So many times the width of the outer part.
    private static final double TIMES = 3;

    private static final double TIMES_OF_FEW = 24;
    private static final double WIDE = Math.log(3);
    private static final double WIDE_OF_FEW = 16;

    /// What is seen in one of so many runs is usual.
    private static final int ONE_OF = 33;

    private static final int MOST_OFTEN = 3;

    static Fences of(double[] values, double margin) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        var mirrored = new double[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            mirrored[i] = -sorted[sorted.length - 1 - i];
        }
        return new Fences(-upper(mirrored, margin), upper(sorted, margin));
    }

    private static double upper(double[] sorted, double margin) {
        int n = sorted.length;
        double outer = quantile(sorted, 1 - OUTER);
        double tail = outer - quantile(sorted, 1 - INNER);
        double guess =
                Math.min(
                        outer + (TIMES + TIMES_OF_FEW / n) * tail,
                        sorted[n - 1] + WIDE * (1 + WIDE_OF_FEW / n));
        return Math.max(guess, sorted[n - often(n)] + margin);
    }

    /// How often a thing must have been seen in so many runs to be usual: once of few, three times
    /// of many.
    static int often(int runs) {
        return Math.clamp(runs / ONE_OF, 1, MOST_OFTEN);
    }

    static double quantile(double[] sorted, double part) {
        double at = part * (sorted.length - 1);
        int low = (int) at;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }

    boolean hold(double value) {
        return value >= least && value <= most;
    }

    double width() {
        return most - least;
    }
}
