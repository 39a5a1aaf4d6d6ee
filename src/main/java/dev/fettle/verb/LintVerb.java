package dev.fettle.verb;

import dev.fettle.automation.Home;
import dev.fettle.notation.UserError;
import dev.fettle.platform.Clock;
import dev.fettle.upkeep.Lint;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// `fettle lint [NAME]`: what will hurt.
public final class LintVerb {
    private LintVerb() {}

    /// What one rule found.
    ///
    /// @param line counted from 1; empty where it is about the file as a whole
    public record Found(
            String automation, String rule, String file, OptionalInt line, String message) {

        /// `web-images/shrink.sh:12: the failure of cat is lost … [pipe]`
        public String text() {
            var place = line.isPresent() ? file + ":" + line.getAsInt() : file;
            return "%s: %s [%s]".formatted(place, message, rule);
        }
    }

    /// Looks at one automation, or at all. Needs no state, so it works in a home that never ran;
    /// where there is one, it tells what the outputs' file systems cannot do.
    ///
    /// @param path PATH of this process
    /// @throws dev.fettle.notation.UserError where the named one is no automation or has errors
    public static List<Found> answer(Home home, Optional<String> name, String path, Clock clock)
            throws IOException {
        if (home.knownState().isEmpty()) {
            return looked(new Lint(home, path, clock.now(), Optional.empty()), home, name);
        }
        Workshop workshop;
        try {
            workshop = Workshop.open(home, clock);
        } catch (UserError | IOException e) {
            return looked(new Lint(home, path, clock.now(), Optional.empty()), home, name);
        }
        try (workshop) {
            var experience = new Lint.Experience(workshop.publisher(), workshop.runs());
            return looked(new Lint(home, path, clock.now(), Optional.of(experience)), home, name);
        }
    }

    private static List<Found> looked(Lint lint, Home home, Optional<String> name)
            throws IOException {
        var findings =
                name.isPresent() ? lint.findings(home.automation(name.get())) : lint.findings();
        return findings.stream()
                .map(f -> new Found(f.automation(), f.rule(), f.file(), f.line(), f.message()))
                .toList();
    }
}
