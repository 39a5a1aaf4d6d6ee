package dev.fettle.automation;

import java.util.Locale;

/// An automation's name, which is its folder's name.
public record Name(String text) implements Comparable<Name> {
    public static final String PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    public static final String RIGHT =
            "letters, digits, \".\", \"_\" and \"-\", at most 64, beginning with a letter or digit";

    public Name {
        if (!isGood(text)) {
            throw new IllegalArgumentException("no good name: " + text);
        }
    }

    public static boolean isGood(String text) {
        return text.matches(PATTERN);
    }

    /// Names are unique without regard to case: two that fold to the same cannot live in one home.
    public String folded() {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(Name other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
