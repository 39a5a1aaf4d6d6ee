package dev.fettle.check.backup;

/// How much of a repository's bytes is read at a look.
public sealed interface Verify {
    /// What lies there, against the index; no data.
    record Structure() implements Verify {}

    record All() implements Verify {}

    /// One of so many parts, once a day.
    record Part(int of) implements Verify {}

    /// By size and place: all of a small one, parts of a large one on a local disk.
    record BySize() implements Verify {}
}
