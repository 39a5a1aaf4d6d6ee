package dev.fettle.publish;

import dev.fettle.platform.Clock;
import dev.fettle.platform.FileId;
import dev.fettle.platform.Mounts;
import dev.fettle.platform.PathBytes;
import dev.fettle.platform.Silence;
import dev.fettle.store.StateFolder;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Decides, once for each destination, where staging and versions lie: in the state folder where a
/// rename works from there (a site that is synced must not carry them), else in a `.fettle` folder
/// beside the destination, else in one inside it. Thread-safe.
public final class Keepings {
    private final StateFolder state;
    private final DestinationTable table;
    private final DestinationLocks locks;
    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    public Keepings(Store store, StateFolder state, Clock clock) {
        this.state = state;
        this.table = new DestinationTable(store);
        this.locks = new DestinationLocks(state, table, clock);
    }

    /// @throws IOException where nothing can be renamed into the destination, nothing written
    ///   there, or its mount does not answer
    public Keeping of(Path destination) throws IOException {
        Silence.refuse(destination);
        var anchor = nearest(destination);
        var id = FileId.following(anchor).map(FileId::device).orElse(0L);
        var before = known.get(destination);
        if (before != null && before.anchor().equals(anchor) && before.device() == id) {
            return before.keeping();
        }
        var keeping = remembered(destination, anchor);
        if (keeping.isEmpty()) {
            keeping = Optional.of(decided(destination, anchor));
        }
        known.put(destination, new Known(keeping.get(), anchor, id));
        return keeping.get();
    }

    /// What the user is told where the destination's file system cannot do what publishing
    /// promises.
    ///
    /// @return empty where it can
    public Optional<String> caution(Path destination) throws IOException {
        var keeping = of(destination);
        if (keeping.replaces()) {
            return Optional.empty();
        }
        return Optional.of(
                "the file system of %s cannot put a file in another's place: while one is replaced, its name is absent for a moment"
                        .formatted(PathBytes.shown(destination)));
    }

    /// The destination, or the nearest folder above it that is there.
    static Path nearest(Path destination) {
        var folder = destination;
        while (!Files.isDirectory(folder)) {
            var parent = folder.getParent();
            if (parent == null) {
                return folder;
            }
            folder = parent;
        }
        return folder;
    }

    DestinationTable table() {
        return table;
    }

    DestinationLocks locks() {
        return locks;
    }

    private record Known(Keeping keeping, Path anchor, long device) {}

    private Optional<Keeping> remembered(Path destination, Path anchor) throws IOException {
        var keeping = table.keeping(destination);
        if (keeping.isEmpty() || !Mounts.sameMount(nearest(keeping.get().root()), anchor)) {
            return Optional.empty();
        }
        return keeping;
    }

    private Keeping decided(Path destination, Path anchor) throws IOException {
        try (var _ = locks.holdAlone(destination)) {
            var again = table.keeping(destination);
            if (again.isPresent() && Mounts.sameMount(nearest(again.get().root()), anchor)) {
                return again.get();
            }
            if (!Files.isWritable(anchor)) {
                throw new AccessDeniedException(PathBytes.shown(anchor), null, "not writable");
            }
            endTrial(destination); // its name would be forgotten by what follows
            var trial = anchor.resolve(Trial.name());
            table.begin(destination, DestinationLocks.real(destination), trial);
            var keeping = firstThatWorks(candidates(destination, anchor), trial);
            table.decide(destination, keeping);
            return keeping;
        }
    }

    /// Takes away what trials left that crashes ended.
    public void endTrials() throws IOException {
        for (var trial : table.trials()) {
            if (Silence.at(trial.destination()).isPresent()) {
                continue; // the next time
            }
            try (var _ = locks.holdAlone(trial.destination())) {
                endTrial(trial.destination());
            }
        }
    }

    /// Whoever had the lock before has ended it, unless a crash did.
    private void endTrial(Path destination) throws IOException {
        for (var trial : table.trials()) {
            if (trial.destination().equals(destination)) {
                for (var root : candidates(destination, nearest(destination))) {
                    Trial.end(root, trial.file());
                    Enclosure.removeIfEmpty(new Keeping(root, true, true, false));
                }
                table.endTrial(trial);
            }
        }
    }

    private Keeping firstThatWorks(List<Path> candidates, Path trial) throws IOException {
        for (var root : candidates) {
            var enclosure = root.equals(state.root()) ? Optional.<Path>empty() : parentOf(root);
            var found = Trial.from(root, enclosure, trial);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new AccessDeniedException(
                PathBytes.shown(trial.resolveSibling(Keeping.FOLDER)),
                null,
                "no file can be renamed into that folder");
    }

    private List<Path> candidates(Path destination, Path anchor) {
        var roots = new ArrayList<Path>();
        roots.add(state.root());
        var beside = anchor.equals(destination) ? parentOf(anchor) : Optional.of(anchor);
        beside.filter(Files::isWritable).ifPresent(folder -> roots.add(in(folder)));
        if (anchor.equals(destination)) {
            roots.add(in(destination));
        }
        return roots;
    }

    /// Several homes may keep their things near one destination: each has a folder of its own
    /// there.
    private Path in(Path folder) {
        var own = Digest.of(PathBytes.of(state.root().toAbsolutePath())).substring(0, 12);
        return folder.resolve(Keeping.FOLDER).resolve(own);
    }

    private static Optional<Path> parentOf(Path path) {
        return Optional.ofNullable(path.getParent());
    }
}
