package dev.fettle.history;

import java.util.Locale;

/// When a slot that is to have a run may start it.
public enum Turn {
    /// At once.
    NOW,

    /// Once the run that works has ended (`when-busy: wait` or `stop`).
    WHEN_FREE,

    /// Behind the caught-up runs of its automation.
    BEHIND,

    /// It passed, and is caught up with.
    CATCHING_UP;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Turn of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
