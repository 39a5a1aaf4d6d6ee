package dev.fettle.check.usual;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What was measured of one run.
///
/// @param at when it was, where it counts among the runs of a day
/// @param types what its files are by their content
public record Measured(Optional<Instant> at, Map<Measure, Long> values, Set<String> types) {
    private static final String BETWEEN = " ";
    private static final String BEFORE_TYPE = "|";

    public Measured {
        values = Map.copyOf(values);
        types = Set.copyOf(types);
    }

    OptionalLong value(Measure measure) {
        var value = values.get(measure);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /// As it is kept: `bytes=1234 took=312|JPEG`.
    public String text() {
        var text =
                new StringBuilder(
                        values.entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(e -> e.getKey().word() + "=" + e.getValue())
                                .collect(Collectors.joining(BETWEEN)));
        new TreeSet<>(types).forEach(type -> text.append(BEFORE_TYPE).append(type));
        return text.toString();
    }

    /// What another version measured beyond this is left out.
    public static Measured of(Optional<Instant> at, String text) {
        var parts = List.of(text.split("\\" + BEFORE_TYPE, -1));
        var values = new EnumMap<Measure, Long>(Measure.class);
        for (var each : parts.getFirst().split(BETWEEN, -1)) {
            int end = Math.max(0, each.indexOf('='));
            Measure.ofWord(each.substring(0, end))
                    .ifPresent(m -> values.put(m, Long.valueOf(each.substring(end + 1))));
        }
        return new Measured(at, values, Set.copyOf(parts.subList(1, parts.size())));
    }
}
