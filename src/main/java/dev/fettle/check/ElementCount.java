package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How many elements of each name a page or a document has; of other names than those that are
/// wanted nothing is kept, and without any wanted a few hundred names.
public final class ElementCount {
    private static final int MOST_NAMES = 300;

    private final Map<String, Bounds> wanted;
    private final Map<String, Long> counts = new LinkedHashMap<>();

    ElementCount(Map<String, Bounds> wanted) {
        this.wanted = wanted;
    }

    /// Of all names.
    public static ElementCount ofAll() {
        return new ElementCount(Map.of());
    }

    public Map<String, Long> counts() {
        return counts;
    }

    public void seen(String name) {
        boolean counted =
                wanted.isEmpty()
                        ? counts.size() < MOST_NAMES || counts.containsKey(name)
                        : wanted.containsKey(name);
        if (counted) {
            counts.merge(name, 1L, Long::sum);
        }
    }

    /// The first name of which there are too few or too many.
    Optional<Judgement> missed() {
        for (var each : wanted.entrySet()) {
            long found = counts.getOrDefault(each.getKey(), 0L);
            var noun = "<%s>".formatted(each.getKey());
            var missed = each.getValue().missedBy(found, n -> n + " times " + noun);
            if (missed.isPresent()) {
                return Optional.of(
                        new Judgement.Bad(
                                "elements",
                                missed.get(),
                                Wording.visible("%d times %s".formatted(found, noun))));
            }
        }
        return Optional.empty();
    }

    static Key key() {
        return Key.of(
                "elements",
                new Shape.Table("^[^<>\\s]+$", "element", NumberTable.SHAPE),
                "how many elements of a name there must be: {tr: {min: 20, max: 80}}");
    }

    static Map<String, Bounds> parse(Options options) {
        return NumberTable.parse(options, "elements");
    }
}
