package dev.fettle.check.usual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// How often a good run is called unusual, and how much of what is grossly wrong is noticed, in
/// generated histories of each [Habit]. What it counts is the table in docs/checks.md;
/// `-Dfettle.seed=SEED` counts others.
class GeneratedHistoriesTest {
    /// Looked at once, when the rules were as they are.
    private static final long SEED = 20_261_128;

    private static final int HISTORIES = 10;
    private static final int RUNS = 100;
    private static final int LEARNT_BEFORE = Norm.LEAST_RUNS;
    private static final int EACH_BROKEN = 10;
    private static final int OFTEN = 6;

    private static final class Count {
        private int caught;
        private int all;

        void add(boolean found) {
            all++;
            caught += found ? 1 : 0;
        }

        void add(Count other) {
            all += other.all;
            caught += other.caught;
        }

        double share() {
            return all == 0 ? 0 : (double) caught / all;
        }
    }

    private final Map<Habit, Count> falseAlarms = new EnumMap<>(Habit.class);
    private final Map<Habit, Count> caughtOf = new EnumMap<>(Habit.class);
    private final Map<Anomaly, Count> caught = new EnumMap<>(Anomaly.class);
    private final Map<String, Integer> alarmedBy = new TreeMap<>();

    @Test
    void good_runs_are_left_in_peace_and_gross_anomalies_are_noticed() {
        long seed = Long.getLong("fettle.seed", SEED);
        var random = new SplittableRandom(seed);
        for (var habit : Habit.values()) {
            for (int i = 0; i < HISTORIES; i++) {
                history(habit, random.split());
            }
        }

        var wrong = sum(falseAlarms);
        var found = sum(caught);
        System.out.println(table(seed, wrong, found));
        assertThat(wrong.all).isEqualTo(Habit.values().length * HISTORIES * RUNS);
        assertThat(1000 * wrong.share()).as("false alarms of 1,000").isLessThanOrEqualTo(5);
        assertThat(found.share()).as("caught").isGreaterThanOrEqualTo(0.8);
    }

    private void history(Habit habit, SplittableRandom random) {
        var runs = habit.generator(random.nextLong());
        var good = new ArrayList<Measured>();
        for (int n = 0; n < LEARNT_BEFORE + RUNS; n++) {
            var run = runs.run(n);
            if (n >= LEARNT_BEFORE) {
                var from = Math.max(0, good.size() - Norm.MOST_RUNS);
                var newest = good.subList(from, good.size());
                var norm = Norm.of(newest);
                var odd = norm.unusual(run.measured());
                falseAlarms.computeIfAbsent(habit, _ -> new Count()).add(!odd.isEmpty());
                odd.forEach(each ->
                        alarmedBy.merge(
                                habit + ": " + each.expected().replaceAll("[0-9].*[0-9] ?", "N "),
                                1,
                                Integer::sum));
                if (random.nextInt(RUNS) < EACH_BROKEN) {
                    spoil(habit, run, norm, newest, random);
                }
            }
            good.add(run.measured());
        }
    }

    private void spoil(
            Habit habit, Work run, Norm norm, List<Measured> before, SplittableRandom random) {
        for (var anomaly : Anomaly.values()) {
            var spoilt = anomaly.done(run, random);
            if (spoilt.isPresent()) {
                note(habit, anomaly, !norm.unusual(spoilt.get().measured()).isEmpty());
            }
        }
        if (run.at().isPresent() && habit != Habit.NETWORK) {
            var several = new ArrayList<>(before);
            boolean told = false;
            for (int i = 0; i < OFTEN; i++) {
                var again = run.withAt(run.at().get().plusSeconds(600L * i)).measured();
                told |= i > 0 && !Norm.of(several).unusual(again).isEmpty();
                several.add(again);
            }
            note(habit, Anomaly.TOO_OFTEN, told);
        }
    }

    private void note(Habit habit, Anomaly anomaly, boolean noticed) {
        caught.computeIfAbsent(anomaly, _ -> new Count()).add(noticed);
        caughtOf.computeIfAbsent(habit, _ -> new Count()).add(noticed);
    }

    private static Count sum(Map<?, Count> counts) {
        var sum = new Count();
        counts.values().forEach(sum::add);
        return sum;
    }

    private String table(long seed, Count wrong, Count found) {
        var text = new StringBuilder("seed " + seed + "\n");
        text.append("| history | good runs called unusual, of 1,000 | anomalies noticed |\n");
        text.append("| --- | --- | --- |\n");
        falseAlarms.forEach((habit, count) ->
                text.append(
                        "| %s | %.1f | %.0f %% of %d |%n"
                                .formatted(
                                        habit.words,
                                        1000 * count.share(),
                                        100 * caughtOf.getOrDefault(habit, new Count()).share(),
                                        caughtOf.getOrDefault(habit, new Count()).all)));
        text.append(
                "| **all** | **%.1f** | **%.1f %%** of %d |%n"
                        .formatted(1000 * wrong.share(), 100 * found.share(), found.all));
        text.append("\n| what went wrong | noticed |\n| --- | --- |\n");
        caught.forEach((anomaly, count) ->
                text.append(
                        "| %s | %.0f %% of %d |%n"
                                .formatted(anomaly.words, 100 * count.share(), count.all)));
        return text + "\n" + alarmedBy;
    }
}
