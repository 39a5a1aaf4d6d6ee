package dev.fettle.automation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The trigger that waits for files to arrive in a folder.
///
/// @param settle how long a file must have been still before it is taken; empty where it is the
///   rule's default (none; 2 s for batches, polled folders and where there is no `output`)
/// @param existing whether what lay there at the very first start is handled however much it is
public record Watch(
        Path folder,
        Optional<Glob> pattern,
        boolean recursive,
        Per per,
        Optional<Duration> settle,
        boolean followLinks,
        boolean existing) {

    /// How far below the folder it is looked at.
    public int depth() {
        return recursive ? Integer.MAX_VALUE : 1;
    }

    /// Whether each file is a run of its own or what arrived together is one.
    public enum Per {
        FILE,
        BATCH
    }
}
