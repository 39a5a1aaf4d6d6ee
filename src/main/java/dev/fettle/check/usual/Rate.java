package dev.fettle.check.usual;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How often an automation runs.
final class Rate {
    /// A little less than a day: what runs at two every night does so once within it, however late
    /// it begins, and when clocks are put forward.
    static final Duration SPAN = Duration.ofHours(22);

    private Rate() {}

    /// How many of these moments lie within the span that ends at `end`, both among them.
    static long within(List<Instant> moments, Instant end) {
        var from = end.minus(SPAN);
        return moments.stream().filter(at -> at.isAfter(from) && !at.isAfter(end)).count();
    }

    /// The same at each of these moments that has a whole span behind it.
    static List<Long> each(List<Instant> moments) {
        var counts = new ArrayList<Long>();
        if (moments.isEmpty()) {
            return counts;
        }
        var first = moments.stream().min(Instant::compareTo).get().plus(SPAN);
        for (var moment : moments) {
            if (!moment.isBefore(first)) {
                counts.add(within(moments, moment));
            }
        }
        return counts;
    }
}
