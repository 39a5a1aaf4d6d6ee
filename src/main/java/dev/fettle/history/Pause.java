package dev.fettle.history;

import java.time.Instant;
import java.util.Optional;

/// The user's word that an automation is to rest, or all of them.
///
/// @param automation empty where all rest: maintenance
/// @param until when it ends by itself
/// @param resumedAt when the user ended it
public record Pause(
        Optional<String> automation,
        Instant since,
        Optional<Instant> until,
        Optional<Instant> resumedAt,
        Optional<String> note) {
    /// Whether the automation rested, or rests, at this moment.
    public boolean covers(Instant moment) {
        return !moment.isBefore(since) && !isOverAt(moment);
    }

    /// Whether it has ended by then. Asked about now, this is what tells, and not its beginning: a
    /// clock that was set back must not wake what the user has put to rest.
    public boolean isOverAt(Instant moment) {
        return until.map(end -> !moment.isBefore(end)).orElse(false)
                || resumedAt.map(end -> !moment.isBefore(end)).orElse(false);
    }
}
