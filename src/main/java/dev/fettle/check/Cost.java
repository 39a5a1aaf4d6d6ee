package dev.fettle.check;

/// What a check costs, in the order in which checks are made.
public enum Cost {
    /// A look at names and sizes.
    CHEAP,
    /// Reads the files.
    READS,
    /// Starts a program.
    RUNS,
    /// Holds what the others saw against what is known of earlier runs, and reads hardly anything
    /// itself.
    RECALLS
}
