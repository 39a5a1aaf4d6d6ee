package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Node;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is stated of a value that stands there many times: a column of a table, a value in each
/// item of a list, an element's text. What is empty is no value.
///
/// @param distinct how many different ones there must be at least, by the place
/// @param begins how each one begins, by the place
record Repeated(Map<String, Long> distinct, Map<String, String> begins) {
    static final Repeated ANYHOW = new Repeated(Map.of(), Map.of());

    private static final long MOST = 1_000_000;

    Repeated {
        distinct = Collections.unmodifiableMap(new LinkedHashMap<>(distinct));
        begins = Collections.unmodifiableMap(new LinkedHashMap<>(begins));
    }

    boolean isOpen() {
        return distinct.isEmpty() && begins.isEmpty();
    }

    Set<String> places() {
        var places = new LinkedHashSet<>(distinct.keySet());
        places.addAll(begins.keySet());
        return places;
    }

    Watch watch() {
        return new Watch();
    }

    /// Sees all values of one file. No more is kept of them than it takes to know that they are
    /// enough.
    final class Watch {
        private final Map<String, Set<Long>> seen = new HashMap<>();
        private Optional<Judgement> fault = Optional.empty();

        void see(String place, String value) {
            if (fault.isPresent() || value.isBlank()) {
                return;
            }
            var start = begins.get(place);
            if (start != null && !value.startsWith(start)) {
                fault =
                        Optional.of(
                                new Judgement.Bad(
                                        "begins",
                                        "%s at the beginning of each %s"
                                                .formatted(Wording.quoted(start), place),
                                        Wording.quoted(value)));
            }
            var wanted = distinct.get(place);
            if (wanted != null) {
                var known = seen.computeIfAbsent(place, _ -> new HashSet<>());
                if (known.size() < wanted) {
                    known.add(mark(value));
                }
            }
        }

        /// The first that does not hold, once all were seen.
        Optional<Judgement> fault() {
            return fault.or(this::tooFew);
        }

        private Optional<Judgement> tooFew() {
            for (var each : distinct.entrySet()) {
                long found = seen.getOrDefault(each.getKey(), Set.of()).size();
                if (found < each.getValue()) {
                    return Optional.of(
                            new Judgement.Bad(
                                    "distinct",
                                    "at least %s of %s"
                                            .formatted(different(each.getValue()), each.getKey()),
                                    different(found)));
                }
            }
            return Optional.empty();
        }

        private static String different(long number) {
            return Wording.count(number, "different value");
        }
    }

    /// By which values are told apart, without keeping them.
    static long mark(String value) {
        return (long) value.hashCode() << Integer.SIZE | value.length();
    }

    /// @param form of a place, as a regular expression
    static List<Key> keys(String form, String place) {
        return List.of(
                Key.of(
                        "distinct",
                        new Shape.Table(form, place, new Shape.Whole(1, MOST)),
                        "how many different values there must be at least: a lookup that gives the"
                                + " same each time gives one"),
                Key.of(
                        "begins",
                        new Shape.Table(form, place, Shape.filled("beginning")),
                        "how each value begins: https://www.example.org/"));
    }

    static Repeated parse(Options options) {
        var distinct = new LinkedHashMap<String, Long>();
        var begins = new LinkedHashMap<String, String>();
        if (options.at("distinct").orElse(null) instanceof Node.Mapping mapping) {
            mapping.entries()
                    .forEach(e -> distinct.put(e.key().text(), Long.valueOf(e.value().text())));
        }
        if (options.at("begins").orElse(null) instanceof Node.Mapping mapping) {
            mapping.entries().forEach(e -> begins.put(e.key().text(), e.value().text()));
        }
        return new Repeated(distinct, begins);
    }
}
