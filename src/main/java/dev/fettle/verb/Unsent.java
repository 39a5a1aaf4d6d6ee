package dev.fettle.verb;

import dev.fettle.alert.ChannelStates;
import dev.fettle.platform.FileLock;
import java.io.IOException;
import java.util.Optional;

/// What a verb leaves in the outbox where no daemon is up that would send it: whoever ran something
/// by hand is told, or would believe that others were.
public final class Unsent {
    private Unsent() {}

    /// Empty where nothing waits, or a daemon sees to it.
    public static Optional<String> words(Workshop workshop) throws IOException {
        if (FileLock.isHeld(workshop.state().daemonLock())) {
            return Optional.empty();
        }
        long waiting = new ChannelStates(workshop.store()).messages();
        return waiting == 0
                ? Optional.empty()
                : Optional.of(
                        "%s, since fettle is not up; `fettle up` or `fettle watchdog` sends %s"
                                .formatted(
                                        waiting == 1 ? "1 alert waits" : waiting + " alerts wait",
                                        waiting == 1 ? "it" : "them"));
    }
}
