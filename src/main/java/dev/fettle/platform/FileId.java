package dev.fettle.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

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

    /// Of the name itself: a link is a link. Empty where nothing lies there.
    public static Optional<FileId> of(Path path) throws IOException {
        return Statx.of(path).map(Statx::id);
    }

    /// Of what the name leads to. Empty where nothing lies there, or the link leads nowhere.
    public static Optional<FileId> following(Path path) throws IOException {
        return Statx.following(path).map(Statx::id);
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
}
