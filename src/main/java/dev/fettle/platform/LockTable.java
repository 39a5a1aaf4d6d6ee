package dev.fettle.platform;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The kernel's table of locks, read without a foreign call: who took a lock.
///
/// It answers "who", never "whether": in a container the table leaves out what was taken by a
/// process that is gone, and btrfs and overlay name devices in it that stat(2) does not know.
final class LockTable {

    private LockTable() {}

    private record Entry(long pid, long device, long inode) {}

    static Optional<Long> holder(Path file) throws IOException {
        Optional<FileId> id = FileId.following(file);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        for (Entry entry : entries()) {
            if (entry.inode == id.get().inode()
                    && (entry.device == id.get().device() || hasOpen(entry.pid, id.get()))) {
                return Optional.of(entry.pid);
            }
        }
        return Optional.empty();
    }

    /// Lines such as `1: FLOCK ADVISORY WRITE 4711 fe:00:262145 0 EOF`; those that wait have `->`
    /// after the number.
    private static List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String line : ProcFile.text("locks").lines().toList()) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length >= 6 && words[1].equals("FLOCK") && words[3].equals("WRITE")) {
                String[] place = words[5].split(":", -1);
                entries.add(
                        new Entry(
                                Long.parseLong(words[4]),
                                device(Long.parseLong(place[0], 16), Long.parseLong(place[1], 16)),
                                Long.parseLong(place[2])));
            }
        }
        return entries;
    }

    /// Major and minor number as stat(2) joins them.
    private static long device(long major, long minor) {
        return (minor & 0xFF) | (major << 8) | ((minor & ~0xFFL) << 12);
    }

    private static boolean hasOpen(long pid, FileId wanted) {
        try (DirectoryStream<Path> open =
                Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path each : open) {
                if (FileId.following(each).filter(wanted::sameFile).isPresent()) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // another's process, or one that is gone: it cannot be asked
        }
    }
}
