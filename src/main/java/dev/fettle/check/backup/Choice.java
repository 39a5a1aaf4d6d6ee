package dev.fettle.check.backup;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Which files of a source are restored: the newest, the largest up to a limit, and others by lot.
/// Sees each file once and keeps as many as it will choose.
final class Choice {
    private final int number;
    private final long largestAllowed;
    private final RandomGenerator lot;
    private final List<Entry> drawn = new ArrayList<>();
    private Optional<Entry> newest = Optional.empty();
    private Optional<Entry> largest = Optional.empty();
    private long seen;

    Choice(int number, long largestAllowed, RandomGenerator lot) {
        this.number = number;
        this.largestAllowed = largestAllowed;
        this.lot = lot;
    }

    void see(Entry file) {
        if (number == 0 || file.size() > largestAllowed || !file.isNamed()) {
            return;
        }
        if (newest.map(n -> file.modified().isAfter(n.modified())).orElse(true)) {
            newest = Optional.of(file);
        }
        if (largest.map(l -> file.size() > l.size()).orElse(true)) {
            largest = Optional.of(file);
        }
        seen++;
        if (drawn.size() < number) {
            drawn.add(file);
        } else {
            long place = lot.nextLong(seen);
            if (place < number) {
                drawn.set((int) place, file);
            }
        }
    }

    List<Entry> chosen() {
        var chosen = new LinkedHashSet<Entry>();
        newest.ifPresent(chosen::add);
        largest.ifPresent(chosen::add);
        chosen.addAll(drawn);
        return chosen.stream().limit(number).toList();
    }
}
