package dev.fettle.check.usual;

import dev.fettle.notation.Wording;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What is measured of a run, in the order in which it is told. All of these are judged by their
/// ratio to what is usual, so on a scale of logarithms.
///
/// To each value its `grain` is added first: what is small against it is all alike. A `factor` says
/// how far beyond what was seen before a value may lie however alike all earlier ones were: a
/// history without any spread must not alarm about a byte.
public enum Measure {
    /// How many files there are.
    FILES("", 0.5, 1.5, true),
    /// The bytes of all of them together.
    BYTES("", 64, 2, true),
    /// The bytes of the smallest, where there are several.
    LEAST("the smallest file has ", 64, 3, true),
    /// The bytes of the largest, where there are several.
    MOST("the largest file has ", 64, 3, true),
    /// The bytes of all of them for a thousand bytes of the run's input.
    RATIO("", 1, 3, true),
    /// Of the widest image, in pixels.
    WIDTH("", 8, 1.5, true),
    /// Of the highest image, in pixels.
    HEIGHT("", 8, 1.5, true),
    /// Lines of tables, rows of databases.
    ROWS("", 3, 2, true),
    /// Values in JSON.
    VALUES("", 3, 2, true),
    /// Lines of the log that speak of a warning or an error.
    WARNINGS("", 3, 2, false),
    /// How long the program worked, in milliseconds.
    TOOK("", 500, 3, true),
    /// How many runs there were within [Rate#SPAN], this one among them.
    RUNS("", 0, 1.9, false);

    private static final double WHOLE = 1000;
    private static final double SMALL = 0.1;

    private static final Map<String, Measure> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Measure::word, m -> m));

    private final String word = name().toLowerCase(Locale.ROOT);
    private final String before;
    private final double grain;
    private final double factor;
    private final boolean hasLeast;

    Measure(String before, double grain, double factor, boolean hasLeast) {
        this.before = before;
        this.grain = grain;
        this.factor = factor;
        this.hasLeast = hasLeast;
    }

    /// As it is kept.
    String word() {
        return word;
    }

    static Optional<Measure> ofWord(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    double scaled(long value) {
        return Math.log(value + grain);
    }

    /// On the scale.
    double margin() {
        return Math.log(factor);
    }

    /// Whether too little of it is as wrong as too much.
    boolean hasLeast() {
        return hasLeast;
    }

    /// `usually 180–420 kB, now 3.0 kB`.
    ///
    /// @param when `usually` or `lately`
    Unusual told(String when, long least, long most, long now) {
        var usual = range(shown(least), shown(most));
        return new Unusual(before + when + " " + usual + unit(most), bare(now));
    }

    private String shown(long value) {
        return switch (this) {
            case BYTES, LEAST, MOST -> Wording.size(value);
            case TOOK -> "takes " + Wording.duration(Duration.ofMillis(value));
            case RATIO -> percent(value);
            case FILES, WIDTH, HEIGHT, ROWS, VALUES, WARNINGS, RUNS -> Long.toString(value);
        };
    }

    private String bare(long value) {
        return this == TOOK ? shown(value).substring("takes ".length()) : shown(value);
    }

    private static String percent(long perMille) {
        return perMille < WHOLE * SMALL
                ? String.format(Locale.ROOT, "%.1f %%", perMille / 10.0)
                : Math.round(perMille / 10.0) + " %";
    }

    private String unit(long value) {
        var one = value == 1 ? "" : "s";
        return switch (this) {
            case FILES -> " file" + one;
            case BYTES, LEAST, MOST, TOOK -> "";
            case RATIO -> " of the size of its input";
            case WIDTH -> " pixels wide";
            case HEIGHT -> " pixels high";
            case ROWS -> " row" + one;
            case VALUES -> " value" + one;
            case WARNINGS -> " warning" + one + " in the log";
            case RUNS -> " run%s in %d hours".formatted(one, Rate.SPAN.toHours());
        };
    }

    /// `180–420 kB`, `900 B–1.2 kB`, `412 kB`: what both ends share is said once.
    private static String range(String least, String most) {
        if (least.equals(most)) {
            return most;
        }
        int first = least.startsWith("takes ") ? "takes ".length() : 0;
        int space = least.indexOf(' ', first);
        var unit = space < 0 ? "" : least.substring(space);
        boolean shared = !unit.isEmpty() && most.endsWith(unit);
        var from = shared ? least.substring(0, space) : least;
        return from + "–" + most.substring(first);
    }
}
