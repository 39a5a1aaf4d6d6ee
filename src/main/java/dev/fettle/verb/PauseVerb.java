package dev.fettle.verb;

import dev.fettle.history.Pauses;
import dev.fettle.notation.UserError;
import dev.fettle.notation.Wording;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// `fettle pause` and `fettle resume`: an automation rests, or all do.
public final class PauseVerb {
    /// A pause of all is maintenance, and ends by itself: forgotten, it would be the silence that
    /// Fettle is there to prevent.
    private static final Duration MAINTENANCE = Duration.ofDays(1);

    private final Workshop workshop;
    private final Pauses pauses;

    public PauseVerb(Workshop workshop) {
        this.workshop = workshop;
        this.pauses = new Pauses(workshop.store());
    }

    /// @param automation empty for all
    public record Question(
            Optional<String> automation, Optional<String> until, Optional<String> note) {}

    /// @param until when it ends by itself, as the home's clocks show it
    public record Rest(Optional<String> until) {}

    /// @throws UserError where there is no such automation, or `until` is no moment that lies ahead
    public Rest pause(Question question) throws IOException {
        requireKnown(question.automation());
        var now = workshop.clock().now();
        var zone = workshop.settings().zone();
        var until =
                question.until()
                        .map(text -> Ending.of(text, now, zone))
                        .or(() ->
                                question.automation().isEmpty()
                                        ? Optional.of(now.plus(MAINTENANCE))
                                        : Optional.<Instant>empty());
        pauses.begin(question.automation(), now, until, question.note());
        workshop.lookAt(question.automation());
        return new Rest(until.map(end -> Wording.moment(end, zone)));
    }

    /// @param ended whether it rested by a word of its own
    /// @param still whether it rests nevertheless, with all others
    public record Resumed(boolean ended, boolean still) {}

    public Resumed resume(Optional<String> automation) throws IOException {
        requireKnown(automation);
        var now = workshop.clock().now();
        boolean ended = pauses.end(automation, now);
        boolean still = automation.isPresent() && pauses.current(automation.get(), now).isPresent();
        workshop.lookAt(automation);
        return new Resumed(ended, still);
    }

    private void requireKnown(Optional<String> automation) throws IOException {
        if (automation.isPresent()) {
            var _ = Known.require(workshop, automation.get());
        }
    }
}
