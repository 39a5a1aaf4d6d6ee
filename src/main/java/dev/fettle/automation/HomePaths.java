package dev.fettle.automation;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/// How paths that people write are read: `~/` is the user's home, relative ones start at a stated
/// folder; nothing else in them means anything.
public record HomePaths(Path userHome) {
    public Path from(Path folder, String text) {
        if (text.equals("~")) {
            return userHome;
        }
        if (text.startsWith("~/")) {
            return userHome.resolve(text.substring(2)).normalize();
        }
        return folder.resolve(text).normalize();
    }

    /// A PATH in which `~/` may stand before each folder.
    public String searchPath(String text) {
        return Arrays.stream(text.split(":", -1))
                .map(part ->
                        part.startsWith("~/")
                                ? userHome.resolve(part.substring(2)).toString()
                                : part)
                .collect(Collectors.joining(":"));
    }
}
