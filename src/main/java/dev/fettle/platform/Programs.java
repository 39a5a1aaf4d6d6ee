package dev.fettle.platform;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// Finds programs as a shell would.
public final class Programs {

    private Programs() {}

    /// The file that would be run for that name.
    ///
    /// @param path folders joined by colons, as in PATH. Relative and empty ones are not looked
    ///   into: they would mean something else in each folder.
    public static Optional<Path> find(String name, String path) {
        try {
            return find(Path.of(name), path)
                    .filter(found -> name.indexOf('/') < 0 || isProgram(found));
        } catch (InvalidPathException e) {
            return Optional.empty(); // a zero in it: no file has such a name
        }
    }

    /// The same for a name of any bytes. One with a slash stands for itself, and may be relative to
    /// the folder in which it will be run: whether it is there is not looked at.
    static Optional<Path> find(Path name, String path) {
        if (name.toString().isEmpty()) {
            return Optional.empty();
        }
        if (name.isAbsolute() || name.getNameCount() > 1) {
            return Optional.of(name);
        }
        for (String folder : path.split(":", -1)) {
            if (folder.startsWith("/")) {
                Path candidate = Path.of(folder).resolve(name);
                if (isProgram(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
