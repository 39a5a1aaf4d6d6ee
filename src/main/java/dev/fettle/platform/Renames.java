package dev.fettle.platform;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Gives files their names: each step is one system call, so that a name leads to the old file or
/// to the new one and never to none.
public final class Renames {

    private static final int RENAME_NOREPLACE = 1;

    private Renames() {}

    /// rename(2): takes the place of what lies there. Refuses (AtomicMoveNotSupportedException) to
    /// cross mounts.
    public static void replace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /// The same where nothing lies there yet; false, and nothing done, where something does.
    ///
    /// Where the file system has no such rename, a file gets its new name before it loses the old
    /// one (for a moment it has both), and a folder takes the place of an empty one made for it.
    public static boolean noReplace(Path from, Path to) throws IOException {
        int answer = LibC.renameat2(from, to, RENAME_NOREPLACE);
        return switch (answer) {
            case 0 -> true;
            case -Errno.EEXIST -> false;
            case -Errno.EINVAL, -Errno.ENOSYS, -Errno.EOPNOTSUPP -> noReplaceByClaim(from, to);
            default ->
                    throw Errno.of(
                            -answer,
                            -answer == Errno.ENOENT && Files.exists(from, LinkOption.NOFOLLOW_LINKS)
                                    ? to
                                    : from);
        };
    }

    /// A second name for a file. Refuses where the name is taken.
    public static void link(Path existing, Path name) throws IOException {
        Files.createLink(name, existing);
    }

    static boolean noReplaceByClaim(Path from, Path to) throws IOException {
        try {
            if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(to);
                replace(from, to);
            } else {
                link(from, to);
                Files.delete(from);
            }
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
