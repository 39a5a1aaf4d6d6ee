package dev.fettle.check.backup;

import java.io.IOException;

/// A backup that can be looked at.
public interface Backup {
    /// The program that it takes.
    String program();

    /// What is kept about it between two looks, and told apart from others by this.
    String subject();

    /// Looks at all that was stated; never longer than a night.
    Diagnosis examine(Around around) throws IOException, InterruptedException;
}
