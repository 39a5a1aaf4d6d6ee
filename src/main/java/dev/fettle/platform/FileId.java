package dev.fettle.platform;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// What the file system says of a file: enough to tell whether it is the same one, and whether it
/// was touched since.
///
/// The change time (ctime) is the one that nobody can set back; together with size, mtime, inode
/// and device it decides whether a file's bytes need to be looked at.
public record FileId(
        long device,
        long inode,
        long size,
        long mtimeNanos,
        long ctimeNanos,
        int mode,
        int links,
        int uid,
        int gid) {

    /// What lies under a name.
    public enum Kind {
        FILE,
        FOLDER,
        LINK,
        FIFO,
        SOCKET,
        DEVICE
    }

    private static final String WANTED =
            "unix:dev,ino,size,lastModifiedTime,ctime,mode,nlink,uid,gid";

    /// Of the name itself: a link is a link. Empty where nothing lies there.
    public static Optional<FileId> of(Path path) throws IOException {
        return read(path, LinkOption.NOFOLLOW_LINKS);
    }

    /// Of what the name leads to. Empty where nothing lies there, or the link leads nowhere.
    public static Optional<FileId> following(Path path) throws IOException {
        return read(path);
    }

    /// When the file came into being, where the file system keeps that. It tells a folder from
    /// another one that was given the same inode later.
    public static OptionalLong birthNanos(Path path) throws IOException {
        return Statx.of(path)
                .flatMap(Statx::birthNanos)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    public Kind kind() {
        return switch (mode & 0xF000) {
            case 0x8000 -> Kind.FILE;
            case 0x4000 -> Kind.FOLDER;
            case 0xA000 -> Kind.LINK;
            case 0x1000 -> Kind.FIFO;
            case 0xC000 -> Kind.SOCKET;
            default -> Kind.DEVICE;
        };
    }

    /// Whether both are one file, whatever was written to it in between.
    public boolean sameFile(FileId other) {
        return inode == other.inode && device == other.device;
    }

    /// Whether nothing happened to the file between the two looks, as far as the file system can
    /// tell.
    public boolean unchanged(FileId other) {
        return sameFile(other)
                && size == other.size
                && mtimeNanos == other.mtimeNanos
                && ctimeNanos == other.ctimeNanos;
    }

    private static Optional<FileId> read(Path path, LinkOption... options) throws IOException {
        Map<String, Object> found;
        try {
            found = Files.readAttributes(path, WANTED, options);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (isBelowAFile(path, e)) {
                return Optional.empty();
            }
            throw e;
        }
        return Optional.of(
                new FileId(
                        number(found, "dev"),
                        number(found, "ino"),
                        number(found, "size"),
                        number(found, "lastModifiedTime"),
                        number(found, "ctime"),
                        (int) number(found, "mode"),
                        (int) number(found, "nlink"),
                        (int) number(found, "uid"),
                        (int) number(found, "gid")));
    }

    /// `a/b` where `a` is a file: nothing can lie there. Java has no class for ENOTDIR, and its
    /// text depends on the language of the user.
    private static boolean isBelowAFile(Path path, FileSystemException e) {
        Path parent = path.getParent();
        return e.getClass() == FileSystemException.class
                && parent != null
                && Files.exists(parent, LinkOption.NOFOLLOW_LINKS)
                && !Files.isDirectory(parent);
    }

    private static long number(Map<String, Object> found, String name) {
        return switch (found.get(name)) {
            case Number number -> number.longValue();
            case FileTime time -> time.to(TimeUnit.NANOSECONDS);
            case null, default -> throw new IllegalStateException("no " + name + " was asked for");
        };
    }
}
