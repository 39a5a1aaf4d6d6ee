package dev.fettle.health;

import java.time.Instant;
import java.util.Optional;

/// The user's word that an incident is known: it is not told again, and stays in the digest.
///
/// @param until when it is to be told again; empty where that is at its end only
public record Acknowledgement(Instant at, Optional<Instant> until, Optional<String> note) {
    public boolean holds(Instant now) {
        return until.map(now::isBefore).orElse(true);
    }
}
