package dev.fettle.check.backup;

/// A folder or file that a backup should hold.
///
/// @param inside where it lies in the snapshot, as the user wrote it
/// @param live where its files lie now
public record Source(String inside, String live) {}
