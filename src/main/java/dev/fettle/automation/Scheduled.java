package dev.fettle.automation;

import dev.fettle.schedule.Schedule;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// The trigger that waits for a time.
///
/// @param texts the schedule as it is written
/// @param zone its own time zone; empty for the home's
/// @param catchUp which passed slots are run after the machine slept or was off
/// @param within how old they may be at most
/// @param lostAgain whether a slot runs once more where the machine died under its run
public record Scheduled(
        Schedule schedule,
        List<String> texts,
        Optional<ZoneId> zone,
        CatchUp catchUp,
        Optional<Duration> within,
        WhenBusy whenBusy,
        boolean lostAgain) {
    public Scheduled {
        texts = List.copyOf(texts);
    }

    public enum CatchUp {
        LATEST,
        ALL,
        NONE
    }

    /// What becomes of a slot that finds an earlier run still working.
    public enum WhenBusy {
        SKIP,
        WAIT,
        STOP
    }
}
