package dev.fettle.check.archive;

/// Sees what comes out of an archive while it is read.
public interface Witness {
    Witness NONE = new Witness() {};

    /// A member, by the name that it has there.
    default void member(String name) {}

    /// What comes out of a compressed file that is no archive; the bytes are its reader's own.
    default void piece(byte[] bytes, int from, int length) {}
}
