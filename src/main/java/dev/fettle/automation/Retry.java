package dev.fettle.automation;

import java.time.Duration;

/// How often a failed attempt is followed by another.
///
/// @param times further attempts after the first
/// @param pause before the first of them; each later one waits twice as long
public record Retry(int times, Duration pause) {
    public static final Retry NONE = new Retry(0, Duration.ZERO);

    /// What exit code 75 (EX_TEMPFAIL of sysexits.h) asks for where nothing is stated.
    public static final Retry TEMPORARY_FAILURE = new Retry(3, Duration.ofMinutes(1));
}
