package dev.fettle.health;

import java.util.Locale;

/// How an automation stands.
public enum Health {
    OK,
    FAILING,
    NEW;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether `status` may end with 0 in its presence.
    public boolean isWell() {
        return this != FAILING;
    }
}
