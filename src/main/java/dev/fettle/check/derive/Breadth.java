package dev.fettle.check.derive;

import java.util.LinkedHashMap;
import java.util.Map;

/// The least and the most that were seen of something, and the rule by which a bound is made of
/// them: from half the smallest to twice the largest.
final class Breadth {
    /// Beyond it a double is no longer exact, and nothing is that large.
    private static final long MOST = 1L << 52;

    private long least = Long.MAX_VALUE;
    private long most = Long.MIN_VALUE;

    void add(long value) {
        least = Math.min(least, value);
        most = Math.max(most, value);
    }

    void add(Breadth other) {
        least = Math.min(least, other.least);
        most = Math.max(most, other.most);
    }

    boolean isEmpty() {
        return least > most;
    }

    long least() {
        return least;
    }

    long most() {
        return most;
    }

    boolean isConstant() {
        return least == most;
    }

    /// At least one, where there always was one.
    long half() {
        return (least + 1) / 2;
    }

    long twice() {
        return Math.min(most, MOST) * 2;
    }

    /// As keys, of which one that would say nothing is left out.
    Map<String, Object> bounds(String min, String max) {
        var bounds = new LinkedHashMap<String, Object>();
        if (half() > 0) {
            bounds.put(min, half());
        }
        bounds.put(max, twice());
        return bounds;
    }

    Map<String, Object> bounds() {
        return bounds("min", "max");
    }

    /// The same of bytes, rounded so that it can be read, and never narrower.
    Map<String, Object> sizes(String min, String max) {
        var bounds = new LinkedHashMap<String, Object>();
        if (half() > 0) {
            bounds.put(min, size(half(), false));
        }
        bounds.put(max, size(twice(), true));
        return bounds;
    }

    /// Two digits: `12 kB`.
    private static String size(long bytes, boolean up) {
        var units = new String[] {"B", "kB", "MB", "GB", "TB"};
        long unit = 1;
        int n = 0;
        while (n < units.length - 1 && bytes / unit >= 10_000) {
            unit *= 1000;
            n++;
        }
        long step = bytes / unit >= 1000 ? 100 * unit : bytes / unit >= 100 ? 10 * unit : unit;
        long rounded = up ? (bytes + step - 1) / step * step : bytes / step * step;
        return rounded / unit + " " + units[n];
    }

    /// `40`, `38 to 43`.
    String shown() {
        return isConstant() ? Long.toString(least) : least + " to " + most;
    }
}
