package dev.fettle.history;

import java.util.Locale;

/// What started a run.
public enum Trigger {
    HAND,
    SCHEDULE,
    WATCH,
    AFTER,
    PING,
    EXEC;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Trigger of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
