package dev.fettle.check.backup;

import java.util.Optional;
import java.util.regex.Pattern;

/// `repository:` as restic reads it: a folder, or a protocol with what follows.
final class ResticAddress {
    private static final Pattern REMOTE =
            Pattern.compile("^(sftp|rest|s3|b2|azure|gs|swift|rclone):.*", Pattern.DOTALL);
    private static final String LOCAL = "local:";

    private ResticAddress() {}

    static Repository of(String text, Around around) {
        if (REMOTE.matcher(text).matches()) {
            return new Repository(text, Optional.empty());
        }
        var folder = around.place(text.startsWith(LOCAL) ? text.substring(LOCAL.length()) : text);
        return new Repository(folder.toString(), Optional.of(folder));
    }
}
