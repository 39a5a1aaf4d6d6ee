package dev.fettle.trigger;

import dev.fettle.automation.Watch;
import java.nio.file.Path;
import java.util.Optional;

/// Watches as a definition states them.
final class WatchOf {
    private WatchOf() {}

    /// With nothing but the folder.
    static Watch folder(Path folder) {
        return new Watch(
                folder, Optional.empty(), false, Watch.Per.FILE, Optional.empty(), false, false);
    }
}
