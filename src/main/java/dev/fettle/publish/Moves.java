package dev.fettle.publish;

import dev.fettle.platform.FileId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Carries moves out, to the end or back, from whatever state a crash left them in.
///
/// Both ways may be begun anew as often as one likes: each move looks at what lies where and does
/// what is left of it. Whoever calls holds the destination's lock, and has made the moves durable
/// in the journal. What is promised at every moment: a name that was taken is not absent, what lies
/// at it is whole, and nothing that lay at it is lost (it lies at the move's `aside`).
final class Moves {
    private final Disk disk;
    private final Able able;

    Moves(Disk disk, Able able) {
        this.disk = disk;
        this.able = able;
    }

    /// What the destination's file system can do.
    ///
    /// @param links give a file a second name
    /// @param replaces put a file in another's place
    record Able(boolean links, boolean replaces) {
        static Able of(Keeping keeping) {
            return new Able(keeping.links(), keeping.replaces());
        }
    }

    /// The end cannot be reached, whether it is tried again or not: what is on its way has
    /// vanished, or something that can be no version came to lie in its way.
    static final class DeadEnd extends IOException {
        private static final long serialVersionUID = 1L;

        final transient Path path;
        final String code;

        DeadEnd(String code, Path path, String reason) {
            super(reason);
            this.code = code;
            this.path = path;
        }
    }

    /// Makes all moves, and returns when that is durable.
    void forward(Collection<Folder> folders, List<Move> moves) throws IOException {
        var left = new ArrayList<Move>();
        var asides = new TreeSet<Path>();
        var brought = marksOf(moves);
        for (var move : moves) {
            if (!isDone(move)) {
                left.add(move);
                if (keepWhatIsThere(move, brought).isPresent()) {
                    asides.add(parent(move.aside()));
                }
            }
        }
        // The second name must not be younger than the loss of the first.
        disk.sync(List.of(), asides);

        var touched = new TreeSet<Path>();
        for (var folder : folders) {
            disk.makeFolder(folder);
            touched.add(parent(folder.path()));
        }
        for (var move : left) {
            bring(move, brought);
        }
        for (var move : moves) {
            touched.add(parent(move.path()));
            if (FileId.of(move.aside()).isPresent()) {
                touched.add(parent(move.aside()));
            }
        }
        touched.removeIf(Moves::isMissing);
        disk.sync(List.of(), touched);
    }

    boolean areDone(List<Move> moves) throws IOException {
        try {
            for (var move : moves) {
                if (!isDone(move)) {
                    return false;
                }
            }
            return true;
        } catch (DeadEnd e) {
            return false;
        }
    }

    /// The same, for somebody else's moves: a dead end is theirs to find.
    void forwardIfPossible(Collection<Folder> folders, List<Move> moves) throws IOException {
        try {
            forward(folders, moves);
        } catch (DeadEnd e) {
            assert !e.code.isEmpty();
        }
    }

    /// Takes back what was moved, and returns when that is durable. What was on its way lies again
    /// where it came from. Something that somebody else put there meanwhile is left alone.
    void back(List<Folder> folders, List<Move> moves) throws IOException {
        var touched = new TreeSet<Path>();
        for (var move : moves.reversed()) {
            takeBack(move);
            touched.add(parent(move.path()));
            touched.add(parent(move.aside()));
            move.coming().ifPresent(coming -> touched.add(parent(coming.at())));
        }
        for (var folder : folders.reversed()) {
            disk.removeFolderIfEmpty(folder.path());
            touched.add(parent(folder.path()));
        }
        touched.removeIf(Moves::isMissing);
        disk.sync(List.of(), touched);
    }

    private static boolean isDone(Move move) throws IOException {
        var now = FileId.of(move.path());
        if (move.coming().isEmpty()) {
            return now.isEmpty() || FileId.of(move.aside()).isPresent();
        }
        var coming = move.coming().get();
        if (coming.is(now)) {
            return true;
        }
        if (coming.is(FileId.of(coming.at()))) {
            return false;
        }
        if (now.isPresent() && !move.wasThere(now.get())) {
            return true; // it was brought, and somebody has put something else there since
        }
        throw new DeadEnd("lost", move.path(), "what was to be placed there has vanished");
    }

    /// @return what was kept; empty where there was nothing to keep
    private Optional<Mark> keepWhatIsThere(Move move, Set<Mark> brought) throws IOException {
        var now = FileId.of(move.path());
        if (now.isEmpty() || move.coming().isEmpty()) {
            return Optional.empty();
        }
        refuseWhatCannotBeKept(move, now.get(), brought);
        var mark = Mark.of(now.get());
        var kept = FileId.of(move.aside());
        if (kept.isPresent()) {
            if (isKept(move, now.get(), kept.get())) {
                return Optional.of(mark);
            }
            disk.place(move.aside(), freeBeside(move.aside())); // an older one: nothing is lost
        }
        disk.makePrivateFolder(parent(move.aside()));
        if (!able.links() || !disk.link(move.path(), move.aside())) {
            disk.copy(move.path(), move.aside(), Names.with(move.aside(), ".half"));
        }
        return Optional.of(mark);
    }

    private void bring(Move move, Set<Mark> brought) throws IOException {
        if (move.coming().isEmpty()) {
            disk.makePrivateFolder(parent(move.aside()));
            disk.place(move.path(), move.aside());
            return;
        }
        var from = move.coming().get().at();
        var kept = Optional.<Mark>empty();
        // Whoever else writes into the folder may come in between, again and again; but not for
        // ever.
        for (int tries = 0; tries < 100; tries++) {
            var now = FileId.of(move.path());
            if (now.isEmpty()) {
                if (disk.place(from, move.path())) {
                    refuseWhatWasSwappedIn(move);
                    return;
                }
                continue; // somebody made the name this very moment: it becomes a version
            }
            var aside = FileId.of(move.aside());
            boolean isKept =
                    aside.isPresent()
                            && (isKept(move, now.get(), aside.get())
                                    || kept.equals(Optional.of(Mark.of(now.get()))));
            if (isKept) {
                replace(from, move.path());
                refuseWhatWasSwappedIn(move);
                return;
            }
            kept = keepWhatIsThere(move, brought);
        }
        throw new DeadEnd("changing", move.path(), "somebody else keeps changing it");
    }

    /// What the program left running may exchange a staged file at the last moment, for a link to
    /// anything: only what was checked stays. What came instead is kept beside, for it could be
    /// somebody else's who was quicker than this look.
    private void refuseWhatWasSwappedIn(Move move) throws IOException {
        var coming = move.coming().orElseThrow();
        var now = FileId.of(move.path());
        if (now.isEmpty() || now.get().inode() == coming.mark().inode()) {
            return;
        }
        var beside = freeBeside(move.aside());
        disk.makePrivateFolder(parent(beside));
        if (FileId.of(move.aside()).isEmpty()) {
            disk.place(move.path(), beside);
        } else {
            if (!able.links() || !disk.link(move.path(), beside)) {
                disk.copy(move.path(), beside, Names.with(move.aside(), ".half"));
            }
            replace(move.aside(), move.path());
        }
        throw new DeadEnd(
                "changing", move.path(), "something that the run left behind still changes it");
    }

    private void takeBack(Move move) throws IOException {
        var now = FileId.of(move.path());
        var kept = FileId.of(move.aside());
        if (move.coming().isEmpty()) {
            if (now.isEmpty() && kept.isPresent()) {
                disk.place(move.aside(), move.path());
            }
            return;
        }
        var coming = move.coming().get();
        if (now.isEmpty() && kept.isPresent() && !able.replaces()) {
            disk.place(move.aside(), move.path());
            return;
        }
        if (!coming.is(now)) {
            if (now.isPresent() && kept.isPresent() && isKept(move, now.get(), kept.get())) {
                disk.delete(move.aside());
            }
            return;
        }
        var origin = FileId.of(coming.at());
        if (kept.isPresent()) {
            if (origin.isEmpty() && (!able.links() || !disk.link(move.path(), coming.at()))) {
                disk.copy(move.path(), coming.at(), Names.with(move.aside(), ".half"));
            }
            replace(move.aside(), move.path());
        } else if (origin.isPresent()) {
            disk.delete(move.path()); // a second name, or a copy that an earlier way back had made
        } else {
            disk.place(move.path(), coming.at());
        }
    }

    private void replace(Path from, Path name) throws IOException {
        if (!able.replaces()) {
            disk.delete(name); // it is kept; but until the next line the name is absent
        }
        disk.replace(from, name);
    }

    /// By a second name for it, or by a copy that was taken while it was what the journal says.
    private static boolean isKept(Move move, FileId now, FileId kept) {
        return kept.sameFile(now) || move.wasThere(now);
    }

    private static void refuseWhatCannotBeKept(Move move, FileId now, Set<Mark> brought)
            throws DeadEnd {
        switch (now.kind()) {
            case FILE, LINK -> {
                if (brought.contains(Mark.of(now))) {
                    throw new DeadEnd(
                            "case",
                            move.path(),
                            "another file of the same run lies under that name");
                }
            }
            case FOLDER -> throw new DeadEnd("folder", move.path(), "a folder lies there");
            case FIFO, SOCKET, DEVICE ->
                    throw new DeadEnd("kind", move.path(), "something that is no file lies there");
        }
    }

    private static Set<Mark> marksOf(List<Move> moves) {
        var marks = new HashSet<Mark>();
        moves.forEach(move -> move.coming().ifPresent(coming -> marks.add(coming.mark())));
        return marks;
    }

    private static Path freeBeside(Path aside) throws IOException {
        for (int n = 1; ; n++) {
            var free = Names.with(aside, "." + n);
            if (FileId.of(free).isEmpty()) {
                return free;
            }
        }
    }

    private static boolean isMissing(Path folder) {
        return !Files.isDirectory(folder);
    }

    static Path parent(Path path) {
        var parent = path.getParent();
        if (parent == null) {
            throw new IllegalStateException("no absolute path of a file: " + path);
        }
        return parent;
    }
}
