package dev.fettle.check.derive;

import dev.fettle.check.CellType;
import java.util.ArrayList;
import java.util.List;

/// Whether numbers are above zero, and so far above that a zero would be another thing: a sensor
/// that says nothing, a price that was not found.
final class Positives {
    private static final int MOST_KEPT = 100_000;

    /// The smallest must be more than this part of the middle one.
    private static final double PART = 0.02;

    /// The same of a few, of which the next one may well be the first below zero.
    private static final double PART_OF_FEW = 0.5;

    private static final int FEW = 20;

    private final List<Double> kept = new ArrayList<>();
    private boolean all = true;
    private double smallest = Double.MAX_VALUE;

    void add(String number) {
        if (!all || !CellType.POSITIVE.fits(number)) {
            all = false;
            return;
        }
        double value = Double.parseDouble(number.strip().replace(',', '.'));
        smallest = Math.min(smallest, value);
        if (kept.size() < MOST_KEPT) {
            kept.add(value);
        }
    }

    void addAll(Positives other) {
        all &= other.all;
        smallest = Math.min(smallest, other.smallest);
        kept.addAll(other.kept.subList(0, Math.min(other.kept.size(), MOST_KEPT - kept.size())));
    }

    boolean areAll() {
        if (!all || kept.isEmpty()) {
            return false;
        }
        var sorted = kept.stream().sorted().toList();
        double part = sorted.size() < FEW ? PART_OF_FEW : PART;
        return smallest > part * sorted.get(sorted.size() / 2);
    }
}
