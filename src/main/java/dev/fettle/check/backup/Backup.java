package dev.fettle.check.backup;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A backup that can be looked at.
public interface Backup {
    /// The programs that it takes.
    List<String> programs();

    /// The secret that is its password, by its name.
    default Optional<String> secret() {
        return Optional.empty();
    }

    /// Whether it has an own id, by which those who work there take turns.
    default boolean isRepository() {
        return false;
    }

    /// What is kept about it between two looks, and told apart from others by this.
    String subject();

    /// Looks whether it is there and the one that is known, and at nothing else.
    default Diagnosis identify(Around around) throws IOException, InterruptedException {
        return new Diagnosis.Sound("", Optional.empty(), Map.of());
    }

    /// What must be in it, as it is called there.
    List<String> sources();

    /// Looks at all that was stated; never longer than a night.
    Diagnosis examine(Around around) throws IOException, InterruptedException;

    /// The same, and what the program of this run said of it.
    default Diagnosis whole(Around around) throws IOException, InterruptedException {
        var found = examine(around);
        if (around.log().isEmpty()) {
            return found;
        }
        var paths = sources().stream().map(around::place).toList();
        return Skipped.line(around.log().get(), paths)
                .map(line -> Diagnosis.worse(found, Skipped.fault(line, paths)))
                .map(worse -> worse.learning(found.learned()))
                .orElse(found);
    }
}
