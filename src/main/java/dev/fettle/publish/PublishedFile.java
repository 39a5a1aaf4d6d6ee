package dev.fettle.publish;

import java.nio.file.Path;
import java.util.Optional;

/// A file that a run put into its destination. Of a link, size and SHA-256 are those of the text
/// that says where it leads.
///
/// @param replaced the SHA-256 of what lay there before; empty where the name was free
public record PublishedFile(Path path, long size, String sha256, Optional<String> replaced) {}
