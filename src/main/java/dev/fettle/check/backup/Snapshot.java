package dev.fettle.check.backup;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// One state of things that a repository holds: restic's snapshot, borg's archive.
///
/// @param name by which the program is told which one is meant
/// @param paths what was backed up; empty where the program does not say
record Snapshot(
        String id, String name, Instant time, String host, List<Path> paths, List<String> tags) {
    Snapshot {
        paths = List.copyOf(paths);
        tags = List.copyOf(tags);
    }

    /// Whether a folder was among what was backed up.
    boolean holds(Path folder) {
        return paths.stream().anyMatch(folder::startsWith);
    }

    /// The same, now that it is known what was backed up.
    Snapshot of(List<Path> others) {
        return new Snapshot(id, name, time, host, others, tags);
    }

    String shortId() {
        return id.length() > 8 ? id.substring(0, 8) : id;
    }
}
