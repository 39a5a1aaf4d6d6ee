package dev.fettle.check.archive;

import java.nio.file.Path;

/// What a tar says of one member.
///
/// @param name as it stands there: relative, absolute, with `./` before it
/// @param size of the file, gaps included
/// @param modified in seconds, which is all that most forms keep
public record TarMember(Path name, Kind kind, long size, long modified) {
    /// What it is.
    public enum Kind {
        FILE,
        FOLDER,
        LINK,
        /// Another name of a file that came before.
        TWIN,
        OTHER
    }
}
