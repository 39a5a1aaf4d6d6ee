package dev.fettle.check.usual;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is usual of an automation: learnt from what was measured of its newest good runs, and asked
/// about the next.
///
/// What lay beyond is learnt from like all the rest, but believed only once it was seen as often as
/// [Fences#often] says. So a single wrong result that passed does not widen what is usual, and what
/// has changed for good is told three times at most.
public final class Norm {
    /// With fewer good runs nothing is usual yet.
    public static final int LEAST_RUNS = 8;

    /// The newest that are learnt from.
    public static final int MOST_RUNS = 100;

    private final int runs;
    private final Map<Measure, Series> series;
    private final Optional<Types> types;
    private final List<Instant> moments;
    private final Optional<Series> rate;

    private Norm(
            int runs,
            Map<Measure, Series> series,
            Optional<Types> types,
            List<Instant> moments,
            Optional<Series> rate) {
        this.runs = runs;
        this.series = series;
        this.types = types;
        this.moments = moments;
        this.rate = rate;
    }

    /// @param good what was measured of good runs, the oldest first
    public static Norm of(List<Measured> good) {
        var series = new EnumMap<Measure, Series>(Measure.class);
        for (var measure : Measure.values()) {
            var values =
                    good.stream().flatMapToLong(each -> each.value(measure).stream()).toArray();
            if (values.length >= LEAST_RUNS) {
                series.put(measure, Series.of(measure, values));
            }
        }
        var seen = good.stream().map(Measured::types).filter(types -> !types.isEmpty()).toList();
        var moments = good.stream().flatMap(each -> each.at().stream()).toList();
        var often = Rate.each(moments).stream().mapToLong(n -> n).toArray();
        return new Norm(
                good.size(),
                series,
                seen.size() < LEAST_RUNS ? Optional.empty() : Optional.of(Types.of(seen)),
                moments,
                often.length < LEAST_RUNS
                        ? Optional.empty()
                        : Optional.of(Series.of(Measure.RUNS, often)));
    }

    /// How many good runs it was learnt from.
    public int runs() {
        return runs;
    }

    /// What says that so much of it is more than is usual; empty where it is not, and while nothing
    /// is usual yet.
    public Optional<Unusual> exceeded(Measure measure, long value) {
        return Optional.ofNullable(series.get(measure))
                .filter(known -> known.isExceededBy(value))
                .flatMap(known -> known.against(value));
    }

    /// What is not as it is usually.
    public List<Unusual> unusual(Measured now) {
        var found = new ArrayList<Unusual>();
        types.flatMap(known -> known.against(now.types())).ifPresent(found::add);
        for (var measure : Measure.values()) {
            var value = now.value(measure);
            var known = Optional.ofNullable(series.get(measure));
            if (value.isPresent() && known.isPresent()) {
                known.get().against(value.getAsLong()).ifPresent(found::add);
            }
        }
        if (now.at().isPresent() && rate.isPresent()) {
            long often = 1 + Rate.within(moments, now.at().get());
            rate.get().against(often).ifPresent(found::add);
        }
        return List.copyOf(found);
    }
}
