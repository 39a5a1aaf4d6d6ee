package dev.fettle.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/// A mount that does not answer: a network that is gone, a disk that died. Whoever touched it would
/// hang, and its process with it, which then even SIGKILL does not end. So whoever is about to look
/// at a place that the user named asks here first.
///
/// The root's mount, the state folder's and the home's are never asked: without them Fettle has
/// nothing to do and nowhere to say so. For all others a process of its own looks, and its answer
/// is good for a second ([MountLook]).
///
/// What remains possible: a mount that dies within that second, or while it is being worked on,
/// takes the thread with it that is there at that moment. Work on such mounts is therefore done
/// apart from all else ([Apart]), and a Fettle that ends does not wait for it. Where the kernel
/// lets nothing out, not even at a SIGKILL, the process stays among the dead until the mount
/// answers; it has let go of nothing but its lock files, then.
public record Silence(Mount mount, Instant since) {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    /// The mount that would make a look at this path hang: its own, or one on the way, links
    /// followed. Waits for the answer 2 s at most.
    public static Optional<Silence> at(Path path) throws IOException {
        var found = new Asked();
        MountTable.now().wayTo(path, found);
        return found.silence;
    }

    /// The same for a folder and for what is mounted below it.
    ///
    /// @param depth how far below it somebody will look
    public static Optional<Silence> within(Path folder, int depth) throws IOException {
        var found = new Asked();
        var table = MountTable.now();
        var way = table.wayTo(folder, found);
        for (var mount : table.mounts()) {
            if (found.silence.isPresent()) {
                break;
            }
            if (isBelow(mount, way.end(), depth) && !table.own().contains(mount)) {
                found.at(mount, mount.point());
            }
        }
        return found.silence;
    }

    /// Whoever is going to ask about several paths, one after the other, waits for the slowest
    /// mount alone.
    public static void askAheadOf(Collection<Path> paths) throws IOException {
        for (var path : paths) {
            var mount = possible(path);
            if (mount.isPresent()) {
                MountLook.begin(mount.get(), path);
            }
        }
    }

    /// @throws IOException where a look at the path would hang
    public static void refuse(Path path) throws IOException {
        var silence = at(path);
        if (silence.isPresent()) {
            throw new IOException(silence.get().words());
        }
    }

    /// Whether a look at the path may ever hang: it lies on another mount than those that Fettle
    /// stands on.
    public static boolean isPossible(Path path) throws IOException {
        return possible(path).isPresent();
    }

    /// Those mounts at which looks at these paths may hang, as one name for all of them; empty text
    /// where there are none.
    public static String whereverPossible(Collection<Path> paths) throws IOException {
        var points = new TreeSet<String>();
        for (var path : paths) {
            possible(path).ifPresent(mount -> points.add(mount.point().toString()));
        }
        return String.join(" ", points);
    }

    private static Optional<Mount> possible(Path path) throws IOException {
        return MountTable.now().wayTo(path, (_, _) -> true).stop();
    }

    /// The mount of this folder, which is there, is one that Fettle stands on: it is never asked.
    public static void neverAt(Path folder) throws IOException {
        MountTable.standOn(folder);
    }

    /// The same silence, begun earlier.
    public Silence since(Instant earlier) {
        return new Silence(mount, earlier.isBefore(since) ? earlier : since);
    }

    /// `the mount /mnt/nas (nfs4, host:/export) has not answered since 2026-11-28 09:12:44`
    public String words() {
        return "the mount %s (%s, %s) has not answered since %s"
                .formatted(
                        PathBytes.shown(mount.point()),
                        mount.type(),
                        mount.source(),
                        MOMENT.format(since.atZone(ZoneId.systemDefault())));
    }

    private static boolean isBelow(Mount mount, Path folder, int depth) {
        int further = mount.point().getNameCount() - folder.getNameCount();
        return further > 0 && further <= depth && mount.point().startsWith(folder);
    }

    /// Stops at the first one that does not answer.
    private static final class Asked implements MountTable.Stop {
        private Optional<Silence> silence = Optional.empty();

        @Override
        public boolean at(Mount mount, Path place) throws IOException {
            silence = MountLook.silentSince(mount, place).map(since -> new Silence(mount, since));
            return silence.isPresent();
        }
    }
}
