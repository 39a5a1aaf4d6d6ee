package dev.fettle.publish;

import dev.fettle.platform.FileId;
import java.nio.file.Path;
import java.util.Optional;

/// A file or link that a run left in its staging.
///
/// @param name below the staging folder; the same as below the destination
/// @param link where it leads, if it is a link
record StagedEntry(Path name, FileId id, Optional<Path> link) {}
