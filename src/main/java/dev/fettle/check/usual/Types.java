package dev.fettle.check.usual;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the files of the good runs so far are by their content.
///
/// @param counts in how many of `runs` each was seen
record Types(int runs, Map<String, Integer> counts) {
    private static final int MOST_NAMED = 4;

    static Types of(List<Set<String>> seen) {
        var counts = new HashMap<String, Integer>();
        seen.forEach(types -> types.forEach(type -> counts.merge(type, 1, Integer::sum)));
        return new Types(seen.size(), Map.copyOf(counts));
    }

    /// A type that was hardly ever seen, or none of one that always was. Where new ones come often
    /// none is a surprise.
    Optional<Unusual> against(Set<String> now) {
        int often = Fences.often(runs);
        int rare = counts.values().stream().filter(n -> n < often).mapToInt(n -> n).sum();
        boolean isNew =
                rare < often && now.stream().anyMatch(type -> counts.getOrDefault(type, 0) < often);
        boolean lacks =
                counts.entrySet().stream()
                        .anyMatch(e -> e.getValue() > runs - often && !now.contains(e.getKey()));
        if (now.isEmpty() || !isNew && !lacks) {
            return Optional.empty();
        }
        var usual =
                counts.entrySet().stream()
                        .filter(e -> e.getValue() >= often)
                        .sorted(
                                Map.Entry.<String, Integer>comparingByValue()
                                        .reversed()
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .map(Map.Entry::getKey)
                        .toList();
        return Optional.of(new Unusual("usually " + listed(usual), listed(new TreeSet<>(now))));
    }

    private static String listed(Collection<String> types) {
        var some = types.stream().limit(MOST_NAMED).toList();
        return String.join(", ", some) + (types.size() > MOST_NAMED ? ", …" : "");
    }
}
