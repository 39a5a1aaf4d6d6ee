package dev.fettle.health;

import java.time.Instant;
import java.util.Optional;

/// What is remembered of an automation's definition.
///
/// @param readable whether it ever was
/// @param unreadableSince since when it is not, or is gone
public record Sight(
        String automation,
        Instant firstSeen,
        boolean readable,
        Optional<Instant> unreadableSince) {}
