package dev.fettle.check;

import dev.fettle.check.usual.Norm;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// How a run went until its checks, for the one that holds it against earlier ones.
///
/// @param at when it was, where it counts among the runs of a day: how many files arrive, and how
///   often somebody asks, is nobody's habit
/// @param took how long its program worked, where that is known
/// @param inputBytes of all its inputs together, where it has some
/// @param hasOutput whether its files are its own
public record Course(
        Optional<Instant> at,
        Optional<Duration> took,
        OptionalLong inputBytes,
        boolean hasOutput,
        Past past) {

    /// What is usual of the automation.
    @FunctionalInterface
    public interface Past {
        /// @param subject what was measured
        /// @param fresh whether it must be learnt from all that is recorded by now; else it may
        ///   lack the newest few runs of many
        Norm norm(String subject, boolean fresh) throws IOException;
    }
}
