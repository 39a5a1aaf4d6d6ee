package dev.fettle.verb;

import dev.fettle.automation.Home;
import dev.fettle.upkeep.Finding;
import dev.fettle.upkeep.Lint;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// `fettle lint [NAME]`: what will hurt.
public final class LintVerb {
    private LintVerb() {}

    /// Looks at one automation, or at all. Needs no state, so it works in a home that never ran.
    ///
    /// @param path PATH of this process
    /// @throws dev.fettle.notation.UserError where the named one is no automation or has errors
    public static List<Finding> answer(Home home, Optional<String> name, String path)
            throws IOException {
        var lint = new Lint(home, path);
        return name.isPresent() ? lint.findings(home.automation(name.get())) : lint.findings();
    }
}
