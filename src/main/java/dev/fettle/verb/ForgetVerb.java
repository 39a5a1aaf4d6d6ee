package dev.fettle.verb;

import dev.fettle.automation.Reading;
import dev.fettle.notation.UserError;
import java.io.IOException;

/// `fettle forget NAME`: an automation whose folder is gone is expected no longer, and its history
/// goes, but for what can still be undone.
public final class ForgetVerb {
    private final Workshop workshop;

    public ForgetVerb(Workshop workshop) {
        this.workshop = workshop;
    }

    /// @throws UserError where nothing is known of it, or where it is still there or works
    public void answer(String name) throws IOException {
        requireGone(name);
        if (!workshop.runs().unfinished(name).isEmpty()) {
            throw new UserError(
                    name
                            + " is working, or waits to be recovered (`fettle recover`): forget it then");
        }
        workshop.sights().forget(name);
    }

    /// One whose folder is another automation's by now is gone.
    ///
    /// @throws UserError where it is not gone
    public void requireGone(String name) throws IOException {
        var plan = workshop.renames().plan(workshop.home().read());
        boolean there =
                !plan.isContested(name)
                        && plan.toLookAt().stream()
                                .filter(reading -> !(reading instanceof Reading.Other))
                                .anyMatch(reading -> reading.name().equals(name));
        if (there) {
            throw new UserError(
                    "%s is still there: take its folder away first, %s"
                            .formatted(name, workshop.home().root().resolve(name)));
        }
        if (workshop.sights().find(name).isEmpty() && workshop.runs().newest(name, 1).isEmpty()) {
            throw new UserError("nothing is known of \"%s\"".formatted(name));
        }
    }
}
