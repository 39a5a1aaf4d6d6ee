package dev.fettle.automation;

import java.util.Set;

/// Text as it may stand behind a key in YAML.
final class YamlText {
    private static final String NEEDS_NO_QUOTES =
            "[A-Za-z0-9./~]([A-Za-z0-9 ./_~{}@%+=,;|$-]*[A-Za-z0-9./_~}-])?";
    private static final Set<String> MEANS_ANOTHER_THING = Set.of("true", "false", "null", "~");

    private YamlText() {}

    /// @param text without control characters
    static String of(String text) {
        boolean plain =
                text.matches(NEEDS_NO_QUOTES)
                        && !MEANS_ANOTHER_THING.contains(text)
                        && !text.equals("---")
                        && !text.matches("\\.?[0-9].*");
        return plain ? text : "'" + text.replace("'", "''") + "'";
    }
}
