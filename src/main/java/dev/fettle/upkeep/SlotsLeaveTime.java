package dev.fettle.upkeep;

import dev.fettle.history.Run;
import dev.fettle.history.Runs;
import dev.fettle.notation.Wording;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Slots that lie closer together than a run usually takes: each other one is skipped, or waits, or
/// ends the run before it.
final class SlotsLeaveTime implements LintRule {
    private static final int RUNS_LOOKED_AT = 40;
    private static final int FEWEST_RUNS = 3;
    private static final int MOST_SLOTS = 500;
    private static final Duration A_WEEK = Duration.ofDays(7);

    private final Runs runs;
    private final Instant now;

    SlotsLeaveTime(Runs runs, Instant now) {
        this.runs = runs;
        this.now = now;
    }

    @Override
    public List<Finding> findings(Subject subject) throws IOException {
        var closest = closest(subject);
        var usual = usual(subject.automation().name().text());
        if (closest.isEmpty() || usual.isEmpty()) {
            return List.of();
        }
        int parallel = subject.definition().parallel();
        if (usual.get().compareTo(closest.get().multipliedBy(parallel)) <= 0) {
            return List.of();
        }
        var message =
                "a run usually takes %s, and slots are %s apart: what comes due meanwhile finds it at work"
                        .formatted(Wording.duration(usual.get()), Wording.duration(closest.get()));
        return List.of(subject.inReadme("busy", subject.lineOf("schedule"), message));
    }

    /// The shortest time from one slot to the next within the coming week.
    private Optional<Duration> closest(Subject subject) {
        var slots =
                subject.times(now)
                        .map(times -> times.between(now, now.plus(A_WEEK), MOST_SLOTS))
                        .orElse(List.of());
        var closest = Optional.<Duration>empty();
        for (int n = 1; n < slots.size(); n++) {
            var apart = Duration.between(slots.get(n - 1), slots.get(n));
            if (closest.map(c -> apart.compareTo(c) < 0).orElse(true)) {
                closest = Optional.of(apart);
            }
        }
        return closest;
    }

    /// The median of the newest good runs; empty where there are too few to say.
    private Optional<Duration> usual(String automation) throws IOException {
        var lengths =
                runs.newest(automation, RUNS_LOOKED_AT).stream()
                        .filter(run -> run.counts() && run.succeeded())
                        .map(Run::duration)
                        .flatMap(Optional::stream)
                        .sorted()
                        .toList();
        return lengths.size() < FEWEST_RUNS
                ? Optional.empty()
                : Optional.of(lengths.get(lengths.size() / 2));
    }
}
