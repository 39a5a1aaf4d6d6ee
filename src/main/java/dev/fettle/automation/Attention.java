package dev.fettle.automation;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// How closely an automation is to be looked after.
///
/// @param expect it is to succeed at least so often
public record Attention(Optional<Duration> expect, Criticality criticality) {
    /// What it means that it does not work.
    public enum Criticality {
        HIGH,
        NORMAL,
        LOW;

        static Criticality of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
