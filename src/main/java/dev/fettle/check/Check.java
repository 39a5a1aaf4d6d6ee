package dev.fettle.check;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One thing that must hold before a result is believed.
public interface Check {
    String name();

    /// Looks at the evidence. An answer holds one finding at least, unless nobody stated the check;
    /// one proved fault is enough, and what comes after it need not be looked at. It is interrupted
    /// when its time is over.
    ///
    /// @throws IOException where the machine denied something: then the check could not be made
    List<Finding> examine(Evidence evidence) throws IOException, InterruptedException;

    /// The programs without which it cannot be made; each may name alternatives: `dwebp or vips`.
    default List<String> programs() {
        return List.of();
    }

    /// The secrets that it must be given, by their names.
    default List<String> secrets() {
        return List.of();
    }

    /// Whether it wants to know the last good result.
    default boolean comparesWithEarlier() {
        return false;
    }

    /// The folder at which it wants something mounted, as the user wrote it.
    default Optional<String> mount() {
        return Optional.empty();
    }

    /// What is kept about the repository that it looks at, at which looks and backups take turns.
    default Optional<String> repository() {
        return Optional.empty();
    }

    /// What is kept about the backup that it looks at.
    default Optional<String> backup() {
        return Optional.empty();
    }

    /// What of it remembers which repository or disk it was.
    default Optional<PinnedCheck> pinned() {
        return Optional.empty();
    }

    default Cost cost() {
        return Cost.READS;
    }

    /// How long it may take.
    default Duration limit() {
        return TimedCheck.LIMIT;
    }

    /// Whether it states that a result without any file is good.
    default boolean allowsNothing() {
        return false;
    }
}
