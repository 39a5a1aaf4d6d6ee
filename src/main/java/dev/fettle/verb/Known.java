package dev.fettle.verb;

import dev.fettle.automation.Reading;
import dev.fettle.notation.UserError;
import java.io.IOException;

/// Verbs that speak of an automation whatever state its definition is in.
final class Known {
    private Known() {}

    /// @throws UserError where there is no automation of this name, not even a broken one, or where
    ///   the user has to decide first whose history it has
    static Reading require(Workshop workshop, String name) throws IOException {
        var plan = Settled.require(workshop, name);
        var reading =
                workshop.sights().withThoseThatAreGone(plan.toLookAt()).stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst();
        if (reading.isPresent()) {
            return reading.get();
        }
        return new Reading.Readable(
                workshop.home().automation(name, plan.readings())); // says why it is none
    }
}
