package dev.fettle.notation;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A number of bytes, written `400 kB` (1000 each) or `400 KiB` (1024 each).
public record Size(long bytes) implements Comparable<Size> {
    public static final String RIGHT =
            "a number and a unit: 400 kB, 2.5 MB, 5 GB (or KiB, MiB, GiB)";
    public static final String PATTERN =
            "^[0-9]{1,12}(\\.[0-9]{1,3})? ?(B|kB|KB|MB|GB|TB|KiB|MiB|GiB|TiB)$";

    private static final Pattern FORM = Pattern.compile(PATTERN);
    private static final Map<String, Long> UNITS =
            Map.of(
                    "B", 1L,
                    "kB", 1000L,
                    "KB", 1000L,
                    "MB", 1000_000L,
                    "GB", 1000_000_000L,
                    "TB", 1000_000_000_000L,
                    "KiB", 1L << 10,
                    "MiB", 1L << 20,
                    "GiB", 1L << 30,
                    "TiB", 1L << 40);

    public Size {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative: " + bytes);
        }
    }

    /// Empty where the text is no size.
    public static Optional<Size> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        var unit = text.replaceAll("[0-9. ]", "");
        var number = new BigDecimal(text.substring(0, text.length() - unit.length()).trim());
        var bytes = number.multiply(BigDecimal.valueOf(UNITS.getOrDefault(unit, 1L)));
        return bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Optional.of(new Size(Long.MAX_VALUE))
                : Optional.of(new Size(bytes.longValue()));
    }

    /// The size at a node whose shape has been checked.
    public static Size at(Node node) {
        return parse(node.text())
                .orElseThrow(() -> new IllegalStateException("unchecked: " + node));
    }

    @Override
    public int compareTo(Size other) {
        return Long.compare(bytes, other.bytes);
    }

    @Override
    public String toString() {
        return Wording.size(bytes);
    }
}
