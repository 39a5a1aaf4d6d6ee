package dev.fettle.check.derive;

import dev.fettle.platform.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// What good results have to do with the ones before them.
final class Comparisons {
    /// So many steps from one result to the next make a rule.
    private static final int ENOUGH = 7;

    /// What may be missing of the last result at least, and at most: beyond that `size` says more.
    private static final double LEAST_DROP = 0.2;

    private static final double MOST_DROP = 0.4;

    private Comparisons() {}

    /// @param results the oldest first
    static List<DerivedCheck> of(List<GoodResult> results) throws IOException {
        var steps = new ArrayList<Step>();
        var last = new HashMap<String, Seen>();
        for (var result : results) {
            var seen = Seen.of(result);
            var before = last.put(result.chain(), seen);
            if (before != null) {
                steps.add(new Step(before, seen));
            }
        }
        var checks = new ArrayList<DerivedCheck>();
        var fresh = steps.stream().filter(Step::countsAsChange).toList();
        if (fresh.size() >= ENOUGH && fresh.stream().allMatch(Step::changed)) {
            checks.add(DerivedCheck.bare("changed", "each was another than the one before"));
        }
        if (steps.size() >= ENOUGH) {
            double spread = spread(steps);
            double allowed = Math.max(LEAST_DROP, 2 * spread);
            if (allowed <= MOST_DROP) {
                checks.add(
                        new DerivedCheck(
                                "shrink",
                                Optional.of((int) Math.floor(100 * (1 - allowed)) + " %"),
                                spread == 0
                                        ? "none was smaller than the one before"
                                        : "the smallest has %.0f %% less than the largest"
                                                .formatted(100 * spread)));
            }
        }
        return checks;
    }

    /// By which part the smallest is less than the largest; nothing where they only grow.
    private static double spread(List<Step> steps) {
        if (steps.stream().noneMatch(Step::shrank)) {
            return 0;
        }
        var bytes = new Breadth();
        bytes.add(steps.getFirst().from().bytes());
        steps.forEach(step -> bytes.add(step.to().bytes()));
        return bytes.most() == 0 ? 0 : 1 - (double) bytes.least() / bytes.most();
    }

    private record Seen(List<String> hashes, long bytes, String input) {
        static Seen of(GoodResult result) throws IOException {
            var hashes = new ArrayList<String>();
            long bytes = 0;
            for (var name : result.files()) {
                var file = result.folder().resolve(name);
                hashes.add(Hash.sha256(file).hex());
                bytes += Files.size(file);
            }
            return new Seen(hashes.stream().sorted().toList(), bytes, result.input());
        }
    }

    private record Step(Seen from, Seen to) {
        /// The check looks no further where the input is the same, and a run without one has none.
        private boolean countsAsChange() {
            return to.input().isEmpty() || !to.input().equals(from.input());
        }

        private boolean changed() {
            return !from.hashes().equals(to.hashes());
        }

        private boolean shrank() {
            return to.bytes() < from.bytes();
        }
    }
}
