package dev.fettle.check.backup;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A backup that can be looked at.
public interface Backup {
    /// The programs that it takes.
    List<String> programs();

    /// What is kept about it between two looks, and told apart from others by this.
    String subject();

    /// Looks whether it is there and the one that is known, and at nothing else.
    default Diagnosis identify(Around around) throws IOException, InterruptedException {
        return new Diagnosis.Sound("", Optional.empty(), Map.of());
    }

    /// Looks at all that was stated; never longer than a night.
    Diagnosis examine(Around around) throws IOException, InterruptedException;
}
