package dev.fettle.history;

import java.nio.file.Path;

/// A file that a run was given, as its bytes were.
public record Input(Path path, long size, String sha256) {}
