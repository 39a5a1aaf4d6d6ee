package dev.fettle.automation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where an automation's results go and how they meet what lies there.
///
/// @param mirror delete from the folder what the run no longer makes
/// @param collide empty where the user left it to the rule: `REFUSE` between two inputs of a
///   watched folder that both still lie there, `REPLACE` everywhere else
public record Output(
        Path folder, boolean mirror, Optional<Collide> collide, VersionLimits versions) {

    /// What happens where a result's name is taken.
    public enum Collide {
        REFUSE,
        REPLACE,
        NUMBER
    }

    /// How long what was replaced stays: what is beyond either bound goes.
    public record VersionLimits(Duration age, int count) {
        public static final VersionLimits DEFAULT = new VersionLimits(Duration.ofDays(30), 20);
    }
}
