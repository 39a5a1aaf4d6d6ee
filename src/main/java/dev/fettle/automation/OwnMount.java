package dev.fettle.automation;

import dev.fettle.platform.Mounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The disk on which something lies, where that is one of its own: it may be missing one day, and
/// leaves an empty folder then.
public final class OwnMount {
    private static final Path ROOT = Path.of("/");

    private OwnMount() {}

    /// Where it is mounted. Neither the system's own counts nor the one with the user's home, and
    /// another machine's address lies on none.
    public static Optional<Path> of(String place, HomePaths paths) throws IOException {
        if (!place.startsWith("/") && !place.startsWith("~")) {
            return Optional.empty();
        }
        var point = Mounts.of(paths.from(ROOT, place)).point();
        return point.equals(ROOT) || point.equals(Mounts.of(paths.userHome()).point())
                ? Optional.empty()
                : Optional.of(point);
    }
}
