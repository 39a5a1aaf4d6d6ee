package dev.fettle.check.backup;

import dev.fettle.platform.FileId;
import java.util.OptionalLong;

/// What a copy or an archive keeps at a place of a source. Times are in nanoseconds.
///
/// @param size empty where it is not told (a further name of a file in a tar)
/// @param modified by the times that are kept with it
/// @param written when it came there
record Kept(FileId.Kind kind, OptionalLong size, long modified, long written) {
    boolean isFolder() {
        return kind == FileId.Kind.FOLDER;
    }

    boolean isFile() {
        return kind == FileId.Kind.FILE;
    }
}
