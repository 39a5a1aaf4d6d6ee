package dev.fettle.check.backup;

import java.util.Optional;
import java.util.regex.Pattern;

/// `repository:` as borg reads it: a folder, `ssh://…`, or `user@host:path`.
final class BorgAddress {
    private static final Pattern REMOTE =
            Pattern.compile("^(ssh://.*|([^/:]+@)?[^/:]+:.*)", Pattern.DOTALL);
    private static final String LOCAL = "file://";

    private BorgAddress() {}

    static Repository of(String text, Around around) {
        if (!text.startsWith(LOCAL) && REMOTE.matcher(text).matches()) {
            return new Repository(text, Optional.empty());
        }
        var folder = around.place(text.startsWith(LOCAL) ? text.substring(LOCAL.length()) : text);
        return new Repository(folder.toString(), Optional.of(folder));
    }
}
