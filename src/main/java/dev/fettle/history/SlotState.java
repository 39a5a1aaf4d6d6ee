package dev.fettle.history;

import java.util.Locale;

/// What became of a slot.
public enum SlotState {
    /// Started within the tolerance.
    RAN,

    /// Started after it though Fettle was awake.
    DELAYED,

    /// Started for a slot that passed while Fettle was away, asleep or stalled.
    CAUGHT_UP,

    /// Fettle decided not to.
    SKIPPED,

    /// Wanted, and it could not be.
    MISSED;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static SlotState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
