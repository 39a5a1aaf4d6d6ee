package dev.fettle.check.backup;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// A file as a snapshot lists it.
///
/// @param path in the snapshot
record Entry(String path, long size, Instant modified) {
    /// What stands in a list for bytes that are no UTF-8: the true name cannot be told.
    private static final char UNKNOWN = '\ufffd';

    boolean isNamed() {
        return path.indexOf(UNKNOWN) < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(path);
    }
}
