package dev.fettle.platform;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The mounts of this process for a short while, and which of them it meets on the way to a path.
///
/// @param own those that Fettle itself stands on
/// @param ways folders that were reached over these alone, with what they really are: the many
///   files of one folder cost one look at the folders above it
record MountTable(List<Mount> mounts, Set<Mount> own, long readAt, Map<Path, Path> ways) {

    /// A mount that is made needs longer than this until it is dead.
    private static final long GOOD_FOR_NANOS = 100_000_000;

    private static final int MOST_LINKS = 40; // the kernel's own limit
    private static final Clock CLOCK = Clock.system();
    private static final Set<Path> GROUND = ConcurrentHashMap.newKeySet();
    private static volatile @Nullable MountTable last;

    MountTable {
        mounts = List.copyOf(mounts);
        own = Set.copyOf(own);
    }

    /// What is asked of each mount before anything on it is touched.
    @FunctionalInterface
    interface Stop {
        boolean at(Mount mount, Path place) throws IOException;
    }

    static MountTable now() throws IOException {
        var before = last;
        if (before != null && CLOCK.nanos() - before.readAt < GOOD_FOR_NANOS) {
            return before;
        }
        var read = fresh();
        var own = new HashSet<Mount>();
        own.add(read.holding(Path.of("/")));
        GROUND.forEach(path -> own.add(read.holding(path)));
        var now = new MountTable(read.mounts, own, read.readAt, read.ways);
        last = now;
        return now;
    }

    /// The table as it is at this moment, with no mount among them that is Fettle's own.
    static MountTable fresh() throws IOException {
        return new MountTable(Mounts.table(), Set.of(), CLOCK.nanos(), new ConcurrentHashMap<>());
    }

    /// The mount of this folder, which is there, is one that Fettle stands on.
    static void standOn(Path folder) throws IOException {
        var real = folder.toRealPath();
        if (!now().own.contains(now().holding(real)) && GROUND.add(real)) {
            last = null;
        }
    }

    /// By the path's text alone.
    Mount holding(Path path) {
        @Nullable Mount best = null;
        for (var mount : mounts) {
            if (path.startsWith(mount.point())
                    && (best == null
                            || mount.point().getNameCount() >= best.point().getNameCount())) {
                best = mount;
            }
        }
        if (best == null) {
            throw new IllegalStateException("nothing is mounted at the root");
        }
        return best;
    }

    /// How far the way to a path goes.
    ///
    /// @param stop the mount that nothing was looked at on; then the end is not reached
    /// @param isOwn whether it meets no mounts but those that Fettle stands on
    record Way(Path end, Optional<Mount> stop, boolean isOwn) {}

    /// Follows links and `..` name by name, and looks at nothing on a mount before `stop` was
    /// asked; not on those that Fettle stands on.
    Way wayTo(Path path, Stop stop) throws IOException {
        var absolute = path.toAbsolutePath();
        var parent = absolute.getParent();
        if (parent == null) {
            return new Way(absolute, Optional.empty(), false);
        }
        var known = ways.get(parent);
        if (known == null) {
            var above = wayOver(Path.of("/"), parent, stop);
            if (above.stop().isPresent()) {
                return new Way(joined(above.end(), absolute.getFileName()), above.stop(), false);
            }
            known = above.end();
            if (above.isOwn()) {
                ways.put(parent, known);
            }
        }
        return wayOver(known, absolute.getFileName(), stop);
    }

    private Way wayOver(Path start, Path names, Stop stop) throws IOException {
        var done = start;
        var rest = names;
        int links = 0;
        boolean isOwn = true;
        while (rest.getNameCount() > 0) {
            var name = rest.getName(0);
            var after =
                    rest.getNameCount() > 1 ? rest.subpath(1, rest.getNameCount()) : Path.of("/");
            var next =
                    name.toString().equals("..") ? parentOf(done) : done.resolve(name).normalize();
            var mount = holding(next);
            if (!own.contains(mount)) {
                isOwn = false;
                if (stop.at(mount, joined(next, after))) {
                    return new Way(joined(next, after), Optional.of(mount), isOwn);
                }
            }
            if (Files.isSymbolicLink(next)) {
                if (++links > MOST_LINKS) {
                    throw new FileSystemLoopException(PathBytes.shown(names));
                }
                rest = joined(done.resolve(Files.readSymbolicLink(next)), after);
                done = Path.of("/");
            } else {
                done = next;
                rest = after;
            }
        }
        return new Way(done, Optional.empty(), isOwn);
    }

    private static Path joined(Path folder, Path names) {
        return folder.resolve(PathBytes.withoutRoot(names));
    }

    private static Path parentOf(Path folder) {
        var parent = folder.getParent();
        return parent == null ? folder : parent;
    }
}
