package dev.fettle.run;

import dev.fettle.check.Finding;
import dev.fettle.check.usual.Measured;
import dev.fettle.history.Outcome;
import dev.fettle.secret.Redaction;
import java.util.List;
import java.util.Map;

/// What follows one way through the stations: the end, or another one with the bytes that are there
/// now.
sealed interface Step {
    record Over(Work work, End end) implements Step {}

    record Anew(Work work) implements Step {}

    /// The same, holding no secret.
    default Step redacted(Redaction redaction) {
        return this instanceof Over(var work, var end) && !redaction.isEmpty()
                ? new Over(work, end.redacted(redaction))
                : this;
    }

    /// How the stations ended, before it is recorded.
    ///
    /// @param measured for later runs, where it is a good one
    record End(
            Outcome outcome,
            int attempts,
            List<Finding> findings,
            Map<String, Measured> measured,
            boolean published) {
        /// Of one that published nothing.
        End(Outcome outcome, int attempts, List<Finding> findings) {
            this(outcome, attempts, findings, Map.of(), false);
        }

        private End redacted(Redaction redaction) {
            return new End(
                    outcome.redacted(redaction::of),
                    attempts,
                    findings.stream().map(finding -> finding.redacted(redaction::of)).toList(),
                    measured,
                    published);
        }
    }
}
