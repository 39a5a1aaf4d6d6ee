package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Node;
import dev.fettle.notation.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/// How many there must be of what has a name: `{tr: {min: 20, max: 80}, table: 1}`.
final class NumberTable {
    private static final Shape NUMBER = new Shape.Whole(0, Long.MAX_VALUE);

    static final Shape SHAPE =
            Shape.either(
                    NUMBER,
                    Shape.keys(
                            Key.of("min", NUMBER, "the least"), Key.of("max", NUMBER, "the most")));

    private NumberTable() {}

    static Map<String, Bounds> parse(Options options, String key) {
        var bounds = new LinkedHashMap<String, Bounds>();
        if (options.at(key).orElse(null) instanceof Node.Mapping mapping) {
            mapping.entries()
                    .forEach(e -> bounds.put(e.key().text(), bounds(options.of(e.value()))));
        }
        return bounds;
    }

    private static Bounds bounds(Options options) {
        var exact = options.whole("");
        return exact.isPresent() ? new Bounds(exact, exact) : options.bounds("min", "max", false);
    }
}
