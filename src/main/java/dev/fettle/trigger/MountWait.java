package dev.fettle.trigger;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Watch;
import dev.fettle.history.Event;
import dev.fettle.history.Events;
import dev.fettle.platform.PathBytes;
import dev.fettle.platform.Silence;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// Whether the mounts of a watched folder answer. That one does not is told when it begins and when
/// it is over, also where Fettle was started anew in between.
final class MountWait {
    private final String automation;
    private final Watch watch;
    private final Events events;
    private Now before = Now.UNKNOWN;

    MountWait(Automation automation, Events events) {
        this.automation = automation.name().text();
        this.watch = automation.definition().watch().orElseThrow();
        this.events = events;
    }

    /// What a look found.
    enum Now {
        UNKNOWN,
        ANSWERS,
        /// The folder must not be touched.
        SILENT
    }

    Now look(Instant at) throws IOException {
        var silence = Silence.within(watch.folder(), watch.depth());
        var now = silence.isPresent() ? Now.SILENT : Now.ANSWERS;
        if (now != before) {
            boolean told = events.silentSince(automation).isPresent();
            if (silence.isPresent() && !told) {
                note(silence.get().since(), Events.SILENT, silence.get().words());
            } else if (silence.isEmpty() && told) {
                note(at, Events.BACK, PathBytes.shown(watch.folder()) + " can be looked at again");
            }
            before = now;
        }
        return now;
    }

    private void note(Instant at, String kind, String text) throws IOException {
        events.add(new Event(at, Optional.of(automation), kind, text));
    }
}
