package dev.fettle.automation;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;

/// A pattern of file names: `*.{jpg,png}`. One that holds a `/` is held against the path below the
/// folder, any other against the name alone.
public record Glob(String text) {
    /// @throws java.util.regex.PatternSyntaxException where the text is no pattern
    public Glob {
        var _ = matcher(text);
    }

    public boolean matches(Path folder, Path file) {
        var subject = text.contains("/") ? folder.relativize(file) : file.getFileName();
        return subject != null && matcher(text).matches(subject);
    }

    private static PathMatcher matcher(String text) {
        return FileSystems.getDefault().getPathMatcher("glob:" + text);
    }
}
