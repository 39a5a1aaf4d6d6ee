package dev.fettle.environment;

import java.util.regex.Pattern;

/// Which versions of something will do: `>= 0.14`, `== 2.31.*`.
///
/// @param andBelow whether all that begin with it are meant: `.*`
public record VersionRange(Comparison comparison, Version version, boolean andBelow) {
    static final String PATTERN =
            "(?:(?:>=|>|<=|<) ?%1$s|== ?%1$s(?:\\.\\*)?)".formatted(Version.PATTERN);

    private static final Pattern PARTS =
            Pattern.compile("(?<comparison>[<>=]{1,2}) ?(?<version>.*?)(?<below>\\.\\*)?");

    /// How a version stands to the one that is named.
    enum Comparison {
        AT_LEAST(">="),
        ABOVE(">"),
        SAME("=="),
        AT_MOST("<="),
        BELOW("<");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        private static Comparison of(String sign) {
            for (var each : values()) {
                if (each.sign.equals(sign)) {
                    return each;
                }
            }
            throw new IllegalStateException("no comparison: " + sign);
        }
    }

    /// @param text of the shape of [#PATTERN]
    static VersionRange of(String text) {
        var parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException("no range of versions: " + text);
        }
        return new VersionRange(
                Comparison.of(parts.group("comparison")),
                Version.of(parts.group("version")),
                parts.group("below") != null);
    }

    boolean admits(Version found) {
        int order = found.compareTo(version);
        return switch (comparison) {
            case AT_LEAST -> order >= 0;
            case ABOVE -> order > 0;
            case SAME -> andBelow ? found.beginsWith(version) : order == 0;
            case AT_MOST -> order <= 0;
            case BELOW -> order < 0;
        };
    }

    /// As one writes it.
    String words() {
        return "%s %s%s".formatted(comparison.sign, version.text(), andBelow ? ".*" : "");
    }
}
