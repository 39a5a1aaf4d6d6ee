package dev.fettle.verb;

import dev.fettle.alert.Drills;
import dev.fettle.health.Acknowledgement;
import dev.fettle.health.Incidents;
import dev.fettle.notation.UserError;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// `fettle ack NAME`: the incident is known. It is not told again before it is over (or before
/// `--for` is), and stays in the digest. What was set aside is known then, too. `ack drill` answers
/// the fire drill.
public final class AckVerb {
    private static final String DRILL = "drill";

    private final Workshop workshop;

    public AckVerb(Workshop workshop) {
        this.workshop = workshop;
    }

    /// @param duration for how long
    public record Question(String automation, Optional<String> duration, Optional<String> note) {}

    /// @param drill whether a fire drill waited for it
    /// @param incident whether there was one
    /// @param setAside how many inputs were set aside and not known of before
    public record Answer(boolean drill, boolean incident, int setAside, Optional<Instant> until) {}

    /// @throws UserError where there is no such automation
    public Answer answer(Question question) throws IOException {
        var name = question.automation();
        var incidents = new Incidents(workshop.store());
        var now = workshop.clock().now();
        var drills = new Drills(workshop.store());
        boolean isDrill = name.equals(DRILL) && drills.newest().isPresent();
        boolean drill = isDrill && drills.answer(now);
        if (!isDrill && incidents.open(name).isEmpty()) {
            Known.require(workshop, name);
        }
        var until = question.duration().map(text -> Ending.after(text, now));
        boolean known =
                incidents.acknowledge(name, new Acknowledgement(now, until, question.note()));
        return new Answer(drill, known, workshop.ledger().acknowledge(name), until);
    }
}
