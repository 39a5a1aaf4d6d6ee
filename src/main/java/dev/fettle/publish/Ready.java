package dev.fettle.publish;

import java.nio.file.Path;

/// A staged file whose content is known and durable.
///
/// @param at where it lies
/// @param entry what the run left there
/// @param mark by which it is recognised when it is moved
record Ready(Path at, StagedEntry entry, Mark mark, String sha256) {}
