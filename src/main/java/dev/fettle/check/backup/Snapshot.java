package dev.fettle.check.backup;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// One state of things that a repository holds: restic's snapshot, borg's archive.
///
/// @param paths what was backed up; empty where the program does not say
record Snapshot(String id, Instant time, String host, List<Path> paths, List<String> tags) {
    Snapshot {
        paths = List.copyOf(paths);
        tags = List.copyOf(tags);
    }

    /// Whether a folder was among what was backed up.
    boolean holds(Path folder) {
        return paths.stream().anyMatch(folder::startsWith);
    }

    String shortId() {
        return id.length() > 8 ? id.substring(0, 8) : id;
    }
}
