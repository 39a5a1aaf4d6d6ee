package dev.fettle.verb;

import dev.fettle.history.Facts;
import dev.fettle.notation.UserError;
import java.io.IOException;

/// `fettle lock NAME`: what the checks of an automation held against the past (a repository's id,
/// its newest snapshot, how much was in it) is let go; the next good look takes what it finds for
/// the right one.
public final class LockVerb {
    private final Workshop workshop;

    public LockVerb(Workshop workshop) {
        this.workshop = workshop;
    }

    /// @throws UserError where it is no automation, or nothing is held
    public void answer(String name) throws IOException {
        var automation = workshop.home().automation(name);
        if (!new Facts(workshop.store()).letGo(automation.name().text())) {
            throw new UserError("nothing is known yet of what %s should find".formatted(name));
        }
    }
}
