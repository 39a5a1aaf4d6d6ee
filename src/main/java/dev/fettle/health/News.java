package dev.fettle.health;

import java.time.Instant;

/// What there is to tell about an incident.
public sealed interface News {
    Incident incident();

    /// It began, or it is back within an hour of its recovery.
    record Broke(Incident incident, Sign sign) implements News {
        boolean isAgain() {
            return incident.reopened() > 0;
        }
    }

    /// It lasts.
    record Lasts(Incident incident, Sign sign) implements News {}

    record Recovered(Incident incident, Instant at) implements News {}

    /// The user put the automation to rest: of this nothing is told, and of the incident no more.
    record Silenced(Incident incident) implements News {}
}
