package dev.fettle.health;

import dev.fettle.history.Run;
import java.time.Instant;
import java.util.Optional;

/// What was to be said of an automation at one moment.
///
/// @param since when what is said began to be so
/// @param tellFrom before this moment a bad sign opens no incident: editors save half files
/// @param run the run that it comes from
public record Sign(
        Instant at, Assessment assessment, Instant since, Instant tellFrom, Optional<Run> run) {
    static Sign now(Instant at, Assessment assessment) {
        return new Sign(at, assessment, at, at, Optional.empty());
    }

    boolean isBad() {
        return !assessment.health().isWell();
    }

    boolean isPaused() {
        return assessment.health() == Health.PAUSED;
    }

    /// Whether it may open an incident.
    boolean counts() {
        return isBad() && !at.isBefore(tellFrom);
    }

    String reason() {
        return assessment.reason().orElse(assessment.health().word());
    }
}
