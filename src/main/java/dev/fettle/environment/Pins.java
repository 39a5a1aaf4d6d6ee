package dev.fettle.environment;

import dev.fettle.platform.FileSystemId;
import dev.fettle.platform.KnownDisks;
import dev.fettle.platform.Mount;
import dev.fettle.platform.PathBytes;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// Which file systems an automation's mounts are, as far as that is known.
///
/// @param automation whose they are
public record Pins(String automation, Map<Need.Mount, KnownDisks> disks) {
    public Pins {
        disks = Map.copyOf(disks);
    }

    /// Where nothing is known.
    public static Pins none() {
        return new Pins("", Map.of());
    }

    /// Why what is mounted there is not what should be.
    Optional<String> trouble(Need.Mount need, Mount found) throws IOException {
        var known = disks.get(need);
        if (known == null) {
            return Optional.empty();
        }
        var id = FileSystemId.of(found);
        return known.has(id)
                ? Optional.empty()
                : Optional.of(
                        "another disk is mounted at %s: %s, where %s belongs (%s)"
                                .formatted(
                                        PathBytes.shown(need.point()),
                                        id.words(),
                                        known.words(),
                                        remedy()));
    }

    private String remedy() {
        return "where that is meant: fettle lock %1$s, or fettle lock %1$s --add where it is one more"
                .formatted(automation);
    }
}
