package dev.fettle.publish;

import java.nio.file.Path;
import java.util.Optional;

/// Where output waits and what was replaced is kept: on the destination's own file system, so that
/// publishing and undo are renames.
///
/// @param root the state folder, or one of Fettle's own in a `.fettle` folder near the destination
/// @param links whether a file can have a second name there; without, what is replaced is copied
/// @param replaces whether a rename may take the place of a file. Where it may not, replacing a
///   file leaves its name absent for a moment.
/// @param folds whether two names that differ by case alone are one
public record Keeping(Path root, boolean links, boolean replaces, boolean folds) {
    /// The name of folders that are Fettle's: never watched, published or counted.
    public static final String FOLDER = ".fettle";

    public Path staging() {
        return root.resolve("staging");
    }

    public Path versions() {
        return root.resolve("versions");
    }

    /// The `.fettle` folder around it.
    ///
    /// @return empty where it lies in the state folder
    Optional<Path> enclosure() {
        var parent = root.getParent();
        return parent != null && parent.endsWith(FOLDER) ? Optional.of(parent) : Optional.empty();
    }
}
