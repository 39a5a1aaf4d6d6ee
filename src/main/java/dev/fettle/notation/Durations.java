package dev.fettle.notation;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Durations as people write them: a number and a unit.
public final class Durations {
    public static final String RIGHT = "a number and a unit: 90s, 10m, 26h, 3d";
    public static final String PATTERN = "^[0-9]{1,9}(\\.[0-9]{1,3})? ?(ms|s|m|h|d|w)$";

    private static final Pattern FORM = Pattern.compile(PATTERN);
    private static final Map<String, Long> UNITS =
            Map.of(
                    "ms", 1L,
                    "s", 1000L,
                    "m", 60_000L,
                    "h", 3_600_000L,
                    "d", 86_400_000L,
                    "w", 604_800_000L);

    private static final long CENTURY = Duration.ofDays(36_525).toMillis();

    private Durations() {}

    /// Empty where the text is no duration. What is longer than a century is one: so much fits into
    /// nanoseconds.
    public static Optional<Duration> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        var unit = text.replaceAll("[0-9. ]", "");
        var number = new BigDecimal(text.substring(0, text.length() - unit.length()).trim());
        var millis = number.multiply(BigDecimal.valueOf(UNITS.getOrDefault(unit, 1L))).longValue();
        return Optional.of(Duration.ofMillis(Math.min(millis, CENTURY)));
    }

    /// The duration at a node whose shape has been checked.
    public static Duration at(Node node) {
        return parse(node.text())
                .orElseThrow(() -> new IllegalStateException("unchecked: " + node));
    }
}
