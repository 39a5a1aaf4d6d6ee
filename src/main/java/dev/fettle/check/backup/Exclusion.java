package dev.fettle.check.backup;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/// What is left out of a copy on purpose: names or globs, wherever they lie; one with a slash is a
/// path from the source on.
public final class Exclusion {
    private final List<PathMatcher> names = new ArrayList<>();
    private final List<PathMatcher> paths = new ArrayList<>();

    /// @throws java.util.regex.PatternSyntaxException where one of them is no glob
    public Exclusion(List<String> globs) {
        for (var glob : globs) {
            var plain = glob.replaceAll("^/+|/+$", "");
            (glob.replaceAll("/+$", "").contains("/") ? paths : names)
                    .add(FileSystems.getDefault().getPathMatcher("glob:" + plain));
        }
    }

    boolean leavesOut(Path below) {
        if (names.isEmpty() && paths.isEmpty()) {
            return false;
        }
        var name = below.getFileName();
        return names.stream().anyMatch(each -> each.matches(name))
                || paths.stream().anyMatch(each -> each.matches(below));
    }
}
