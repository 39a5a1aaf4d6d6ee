package dev.fettle.health;

import java.util.Locale;

/// How an automation stands.
public enum Health {
    OK,
    FAILING,
    /// It has not succeeded for longer than it promised.
    LATE,
    NEW,
    /// The user has put it to rest.
    PAUSED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether `status` may end with 0 in its presence.
    public boolean isWell() {
        return this != FAILING && this != LATE;
    }
}
