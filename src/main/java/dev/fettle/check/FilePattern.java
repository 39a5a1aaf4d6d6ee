package dev.fettle.check;

import dev.fettle.platform.PathBytes;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/// `file:`, a name or a glob on a file's path relative to the folder: `*` stays within a folder,
/// `**` does not.
record FilePattern(String text, Optional<PathMatcher> glob) {
    private static final String WILD = "*?[{\\";

    /// @throws PatternSyntaxException where it is no glob
    static FilePattern of(String text) {
        boolean wild = text.chars().anyMatch(c -> WILD.indexOf(c) >= 0);
        return new FilePattern(
                text,
                wild
                        ? Optional.of(FileSystems.getDefault().getPathMatcher("glob:" + text))
                        : Optional.empty());
    }

    /// Whether it names one file, which then must be there.
    boolean isName() {
        return glob.isEmpty();
    }

    /// Those that fit. A file whose whole name stands here fits even where the text looks like a
    /// glob.
    List<Path> among(Evidence evidence) {
        return evidence.files().stream().filter(f -> fits(f, evidence)).toList();
    }

    private boolean fits(Path file, Evidence evidence) {
        return fits(file.startsWith(evidence.folder()) ? evidence.folder().relativize(file) : file);
    }

    /// @param name relative to the folder
    boolean fits(Path name) {
        return PathBytes.shown(name).equals(text) || glob.isPresent() && glob.get().matches(name);
    }
}
