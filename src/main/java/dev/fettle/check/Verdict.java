package dev.fettle.check;

import dev.fettle.check.usual.Measured;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the checks of a run say together.
///
/// @param measured what was measured of the run for later ones, by what it was measured for
public record Verdict(List<Finding> findings, Map<String, Measured> measured) {
    public Verdict {
        findings = List.copyOf(findings);
        measured = Map.copyOf(measured);
    }

    public Verdict(List<Finding> findings) {
        this(findings, Map.of());
    }

    /// All were made and all passed.
    public boolean holds() {
        return !invalid() && !unmade();
    }

    /// A fault was proved, whatever could not be looked at besides.
    public boolean invalid() {
        return findings.stream().anyMatch(Finding::failed);
    }

    /// Nothing was proved, and something could not be made: silence is never success.
    public boolean unmade() {
        return !invalid() && findings.stream().anyMatch(Finding::unmade);
    }

    /// Why it does not hold, in a sentence for people; empty where it does.
    public Optional<String> reason() {
        return findings.stream()
                .filter(Finding::failed)
                .findFirst()
                .or(() -> findings.stream().filter(Finding::unmade).findFirst())
                .map(f -> f.detail().orElse(f.name()));
    }
}
