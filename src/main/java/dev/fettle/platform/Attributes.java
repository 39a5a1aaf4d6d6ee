package dev.fettle.platform;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gives a new file what hangs on the one it replaces, and a staging folder what hangs on its
/// destination: modes, owners, access lists, extended attributes.
///
/// What the file system or the user's rights do not allow is left out: it is no reason not to
/// publish.
public final class Attributes {

    private static final String ACCESS_LIST = "system.posix_acl_access";
    private static final String DEFAULT_LIST = "system.posix_acl_default";
    private static final int SET_IDS = 06000;
    private static final int SETGID = 02000;

    private Attributes() {}

    /// Mode, owner, group, access list and extended attributes of `from`, onto `onto`. For files
    /// and folders; links have nothing of the kind.
    public static void adopt(Path from, Path onto) throws IOException {
        FileId wanted = present(from);
        FileId given = present(onto);
        if (wanted.kind() == FileId.Kind.LINK || given.kind() == FileId.Kind.LINK) {
            return;
        }
        boolean owned = adoptOwner(wanted, given, onto);
        // A set-id bit speaks for an owner; without that owner it would speak for us.
        int mode = wanted.mode() & (owned ? 07777 : 07777 & ~SET_IDS);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment source = LibC.string(arena, from);
            MemorySegment target = LibC.string(arena, onto);
            List<String> names = names(arena, source, from);
            for (String name : names) {
                if (isKept(name)) {
                    copy(arena, source, target, name, onto);
                }
            }
            // Last, since a file that its owner may not write takes no attributes; the list after
            // the mode, since it says what the mode's group bits mean.
            remove(arena, target, onto, ACCESS_LIST);
            Files.setAttribute(onto, "unix:mode", mode);
            copy(arena, source, target, ACCESS_LIST, onto);
        }
    }

    /// Set-group-id, its group and the default access list of the destination, onto a staging
    /// folder: what a program makes there is then as if it were made in place. The folder itself
    /// stays closed to others.
    public static void inheritFolder(Path destinationFolder, Path stagingFolder)
            throws IOException {
        Optional<FileId> found = FileId.following(destinationFolder);
        if (found.isEmpty()) {
            return;
        }
        if ((found.get().mode() & SETGID) != 0
                && tryOwner(stagingFolder, "unix:gid", found.get().gid())) {
            FileId staging = present(stagingFolder);
            Files.setAttribute(stagingFolder, "unix:mode", (staging.mode() & 0777) | SETGID);
        }
        try (Arena arena = Arena.ofConfined()) {
            Path real = destinationFolder.toRealPath();
            copy(
                    arena,
                    LibC.string(arena, real),
                    LibC.string(arena, stagingFolder),
                    DEFAULT_LIST,
                    stagingFolder);
        }
    }

    private static FileId present(Path path) throws IOException {
        return FileId.of(path).orElseThrow(() -> new NoSuchFileException(PathBytes.shown(path)));
    }

    private static boolean adoptOwner(FileId wanted, FileId given, Path onto) throws IOException {
        boolean group = wanted.gid() == given.gid() || tryOwner(onto, "unix:gid", wanted.gid());
        boolean owner = wanted.uid() == given.uid() || tryOwner(onto, "unix:uid", wanted.uid());
        return group && owner;
    }

    /// False where this user may not.
    private static boolean tryOwner(Path path, String which, int id) throws IOException {
        try {
            Files.setAttribute(path, which, id, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (FileSystemException e) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            throw e;
        }
    }

    /// The user's own attributes, the access list and the label that says which programs may read.
    /// Not kept: what the kernel derives from the old content (security.ima, security.evm) and what
    /// writing in place would have dropped (security.capability).
    private static boolean isKept(String name) {
        return name.startsWith("user.")
                || name.startsWith("trusted.")
                || (name.startsWith("system.") && !name.equals(ACCESS_LIST))
                || name.equals("security.selinux")
                || name.startsWith("security.SMACK64");
    }

    private static List<String> names(Arena arena, MemorySegment file, Path path)
            throws IOException {
        byte[] list = whole(arena, into -> LibC.llistxattr(file, into), path);
        List<String> names = new ArrayList<>();
        for (String name : new String(list, StandardCharsets.ISO_8859_1).split("\0", -1)) {
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    private static void copy(
            Arena arena, MemorySegment source, MemorySegment target, String name, Path onto)
            throws IOException {
        MemorySegment key = key(arena, name);
        byte[] value = whole(arena, into -> LibC.lgetxattr(source, key, into), onto);
        if (value.length > 0 || name.startsWith("user.")) {
            MemorySegment content = arena.allocateFrom(ValueLayout.JAVA_BYTE, value);
            skipOrThrow(LibC.lsetxattr(target, key, content), onto);
        }
    }

    private static void remove(Arena arena, MemorySegment target, Path onto, String name)
            throws IOException {
        skipOrThrow(LibC.lremovexattr(target, key(arena, name)), onto);
    }

    private static MemorySegment key(Arena arena, String name) {
        return LibC.string(arena, name.getBytes(StandardCharsets.ISO_8859_1));
    }

    private interface Fetch {
        int into(MemorySegment buffer);
    }

    /// Asks for the size, then for the bytes, and again where they grew in between. Nothing where
    /// there is nothing.
    private static byte[] whole(Arena arena, Fetch fetch, Path path) throws IOException {
        while (true) {
            int size = fetch.into(MemorySegment.NULL);
            if (size <= 0) {
                skipOrThrow(size, path);
                return new byte[0];
            }
            MemorySegment buffer = arena.allocate(size);
            int got = fetch.into(buffer);
            if (got >= 0) {
                return buffer.asSlice(0, got).toArray(ValueLayout.JAVA_BYTE);
            }
            if (got != -Errno.ERANGE) {
                skipOrThrow(got, path);
                return new byte[0];
            }
        }
    }

    private static void skipOrThrow(int answer, Path path) throws IOException {
        boolean skipped =
                switch (-answer) {
                    case Errno.EPERM,
                            Errno.EACCES,
                            Errno.EOPNOTSUPP,
                            Errno.ENODATA,
                            Errno.ENOSYS,
                            Errno.EINVAL,
                            Errno.ERANGE ->
                            true;
                    default -> answer >= 0;
                };
        if (!skipped) {
            throw Errno.of(-answer, path);
        }
    }
}
