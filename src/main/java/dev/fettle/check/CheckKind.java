package dev.fettle.check;

import dev.fettle.notation.Shape;

/// A kind of check as users write it: its name, what it says in the table of kinds, what may stand
/// behind its name, and how a check comes of that.
public interface CheckKind {
    String name();

    /// A sentence for the table of checks and for editors.
    String says();

    /// What may stand behind the name. A group of keys gains `file` by itself.
    Shape options();

    /// Whether the bare name is a whole check.
    default boolean standsAlone() {
        return true;
    }

    /// The check. What is wrong beyond shape is told to `options`; a check must be answered all the
    /// same, so that every problem of a file is found in one go.
    Check parse(Options options);
}
