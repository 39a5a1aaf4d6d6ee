package dev.fettle.publish;

import dev.fettle.history.RunId;
import dev.fettle.platform.Clock;
import dev.fettle.platform.FileId;
import dev.fettle.platform.PathBytes;
import dev.fettle.publish.Publication.File;
import dev.fettle.publish.Publication.State;
import dev.fettle.publish.Publication.VersionState;
import dev.fettle.store.StateFolder;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Puts back what a run replaced, and takes away what it added: the whole of it, or nothing. What
/// was there is kept in its turn, so that the undo of an undone run publishes it again.
///
/// What could be lost by it stops it before anything is touched: a later run that replaced a file,
/// a file that was changed by hand, a version that is no longer kept. Thread-safe.
public final class Undo {
    private static final int USUAL_FOLDER = 0755;

    private final PublicationTable table;
    private final NameTable names;
    private final Keepings keepings;
    private final Publisher publisher;
    private final Clock clock;
    private final Steps steps;
    private final Carrying carrying;

    public Undo(Store store, StateFolder state, Keepings keepings, Clock clock) {
        this(store, state, keepings, clock, Steps.FREE);
    }

    public Undo(Store store, StateFolder state, Keepings keepings, Clock clock, Steps steps) {
        this.table = new PublicationTable(store);
        this.names = new NameTable(store);
        this.keepings = keepings;
        this.publisher = new Publisher(store, state, keepings, clock, steps);
        this.clock = clock;
        this.steps = steps;
        this.carrying = new Carrying(table, keepings.table(), steps);
    }

    /// What became of the wish to undo. Only [Undone], [UndoneBackTo] and [Redone] changed
    /// anything.
    public sealed interface Answer {
        /// @param putBack names at which the old file lies again
        /// @param removed names that are free again
        record Undone(long run, List<Path> putBack, List<Path> removed) implements Answer {}

        /// Several runs, the newest first.
        record UndoneBackTo(List<Undone> runs) implements Answer {}

        /// The run had been undone: what it published lies there again.
        record Redone(long run, List<Path> published) implements Answer {}

        /// They put something else at these names since; the newest first.
        record LaterRuns(List<String> runIds) implements Answer {}

        record ChangedByHand(List<Path> files) implements Answer {}

        record VersionGone(List<Path> files) implements Answer {}

        record NothingPublished() implements Answer {}
    }

    /// Whether what a run published lies there, as far as Fettle is concerned.
    public boolean isPublished(long run) throws IOException {
        publisher.finish(run);
        return table.find(run).filter(each -> each.state() == State.PUBLISHED).isPresent();
    }

    /// Undoes a run, or publishes again what was undone. One that was interrupted is carried to its
    /// end: whoever asks again does not want the contrary.
    ///
    /// @param force whether files that were changed by hand are put aside too (they are kept)
    public Answer undo(long run, boolean force) throws IOException {
        var interrupted = table.find(run).map(Publication::state);
        publisher.finish(run);
        var found = table.find(run);
        if (found.isEmpty()) {
            return new Answer.NothingPublished();
        }
        if (interrupted.equals(Optional.of(State.UNDOING)) && found.get().state() == State.UNDONE) {
            return undone(run, table.files(run), file -> file.replaced().isPresent());
        }
        if (interrupted.equals(Optional.of(State.REDOING))
                && found.get().state() == State.PUBLISHED) {
            return redone(run, table.files(run), file -> !file.isRemoval());
        }
        try (var _ = keepings.locks().hold(found.get().destination())) {
            var publication = table.find(run);
            if (publication.isEmpty()) {
                return new Answer.NothingPublished();
            }
            return switch (publication.get().state()) {
                case PUBLISHED -> turned(publication.get(), State.UNDOING, force);
                case UNDONE -> turned(publication.get(), State.REDOING, force);
                // The run is not recorded yet: there is nothing that could be undone.
                case PREPARED, UNDOING, REDOING -> new Answer.NothingPublished();
            };
        }
    }

    /// Undoes all runs that replaced files of this one, and what was built on those, the newest
    /// first; then this one.
    public Answer backTo(long run, boolean force) throws IOException {
        publisher.finish(run);
        var found = table.find(run).filter(p -> p.state() == State.PUBLISHED);
        if (found.isEmpty()) {
            return new Answer.NothingPublished();
        }
        var chain = newestFirst(found.get());
        var stops = obstacle(chain, force);
        if (stops.isPresent()) {
            return stops.get();
        }
        var undone = new ArrayList<Answer.Undone>();
        for (var each : chain) {
            switch (undo(each.run(), force)) {
                case Answer.Undone done -> undone.add(done);
                case Answer other -> {
                    return other; // somebody changed something since it was looked at
                }
            }
        }
        return new Answer.UndoneBackTo(undone);
    }

    private Answer turned(Publication publication, State to, boolean force) throws IOException {
        var files = table.files(publication.run());
        if (files.isEmpty()) {
            return new Answer.NothingPublished();
        }
        var gone = gone(files);
        if (!gone.isEmpty()) {
            return new Answer.VersionGone(gone);
        }
        var later = later(publication, files);
        if (!later.isEmpty()) {
            return new Answer.LaterRuns(later);
        }
        var turn = new LinkedHashMap<File, File>();
        var changed = new ArrayList<Path>();
        for (var file : files) {
            var there = FileId.of(file.path());
            if (!isAsLeft(publication, file, there)) {
                changed.add(file.path());
            }
            var coming =
                    Mark.at(from(file, to)).filter(_ -> file.versionState() == VersionState.KEPT);
            turn.put(file, file.with(coming, there.map(Mark::of)));
        }
        if (!changed.isEmpty() && !force) {
            var since = laterOrUndone(publication, changed);
            return since.isEmpty()
                    ? new Answer.ChangedByHand(changed)
                    : new Answer.LaterRuns(since);
        }
        return carried(publication, to, List.copyOf(turn.values()));
    }

    private Answer carried(Publication publication, State to, List<File> files) throws IOException {
        var anchor = anchor(publication, to);
        var turning =
                publication.at(anchor, FileId.following(anchor).map(FileId::inode).orElse(0L));
        var known = table.folders(publication.run());
        var missing = missingFolders(files, publication.destination());
        steps.before("journal", publication.run());
        if (!table.turn(turning, to, files, fresh(missing, known), clock.now())) {
            return new Answer.VersionGone(files.stream().map(File::path).toList());
        }
        var now = turning.in(to);
        return switch (carrying.carry(now, files, missing)) {
            case Carrying.End.Reached _ ->
                    to == State.UNDOING
                            ? undone(now.run(), files, file -> file.coming().isPresent())
                            : redone(now.run(), files, file -> file.coming().isPresent());
            case Carrying.End.Back(var reason) -> new Answer.ChangedByHand(List.of(reason.path));
        };
    }

    /// @param back whether something lies at the file's name now
    private static Answer undone(long run, List<File> files, Predicate<File> back) {
        var putBack = new ArrayList<Path>();
        var removed = new ArrayList<Path>();
        for (var file : files) {
            (back.test(file) ? putBack : removed).add(file.path());
        }
        return new Answer.Undone(run, List.copyOf(putBack), List.copyOf(removed));
    }

    private static Answer redone(long run, List<File> files, Predicate<File> published) {
        return new Answer.Redone(run, files.stream().filter(published).map(File::path).toList());
    }

    // What stops it

    private static List<Path> gone(List<File> files) throws IOException {
        var gone = new ArrayList<Path>();
        for (var file : files) {
            boolean isKept =
                    switch (file.versionState()) {
                        case NONE -> true;
                        case GONE -> false;
                        // Deleted by hand, or its disk is away.
                        case KEPT ->
                                FileId.of(file.version()).isPresent()
                                        || FileId.of(file.redo()).isPresent();
                    };
            if (!isKept) {
                gone.add(file.path());
            }
        }
        return gone;
    }

    private List<String> later(Publication publication, List<File> files) throws IOException {
        var later = new HashMap<RunId, Long>();
        for (var file : files) {
            for (var other : names.later(file.path(), publication.placed())) {
                later.put(other.id(), other.placed());
            }
        }
        return newest(later);
    }

    private List<String> laterOrUndone(Publication publication, List<Path> paths)
            throws IOException {
        var later = new HashMap<RunId, Long>();
        for (var path : paths) {
            for (var other : names.laterOrUndone(path, publication.placed())) {
                later.put(other.id(), other.placed());
            }
        }
        return publication.state() == State.UNDONE ? newest(later) : List.of();
    }

    private static List<String> newest(Map<RunId, Long> runs) {
        return runs.entrySet().stream()
                .sorted(Map.Entry.<RunId, Long>comparingByValue().reversed())
                .map(entry -> entry.getKey().text())
                .toList();
    }

    /// Whether there lies what the publication, or its undo, left there. Decided by content: a time
    /// can be set back.
    private static boolean isAsLeft(Publication publication, File file, Optional<FileId> there)
            throws IOException {
        var expected = publication.state() == State.PUBLISHED ? file.sha256() : file.replaced();
        if (expected.isEmpty() || there.isEmpty()) {
            return expected.isEmpty() && there.isEmpty();
        }
        return switch (there.get().kind()) {
            case FILE, LINK -> expected.get().equals(Digest.of(file.path()));
            case FOLDER, FIFO, SOCKET, DEVICE -> false;
        };
    }

    // --back-to

    private List<Publication> newestFirst(Publication first) throws IOException {
        var chain = new LinkedHashSet<Publication>();
        var left = new ArrayList<>(List.of(first));
        while (!left.isEmpty()) {
            var publication = left.removeLast();
            if (chain.add(publication)) {
                for (var file : table.files(publication.run())) {
                    left.addAll(names.later(file.path(), publication.placed()));
                }
            }
        }
        return chain.stream().sorted((a, b) -> Long.compare(b.placed(), a.placed())).toList();
    }

    /// Goes through the whole chain in thought, before anything is touched.
    private Optional<Answer> obstacle(List<Publication> chain, boolean force) throws IOException {
        var gone = new ArrayList<Path>();
        var changed = new LinkedHashSet<Path>();
        var content = new HashMap<Path, Optional<String>>();
        for (var publication : chain) {
            var files = table.files(publication.run());
            gone.addAll(gone(files));
            for (var file : files) {
                boolean asLeft =
                        content.containsKey(file.path())
                                ? file.sha256().equals(content.get(file.path()))
                                : isAsLeft(publication, file, FileId.of(file.path()));
                if (!asLeft) {
                    changed.add(file.path());
                }
                content.put(file.path(), file.replaced());
            }
        }
        if (!gone.isEmpty()) {
            return Optional.of(new Answer.VersionGone(gone));
        }
        return changed.isEmpty() || force
                ? Optional.empty()
                : Optional.of(new Answer.ChangedByHand(List.copyOf(changed)));
    }

    // Folders

    private static Path from(File file, State to) {
        return to == State.UNDOING ? file.version() : file.redo();
    }

    /// What has to be there: the destination, unless an undo took it away.
    private static Path anchor(Publication publication, State to) throws IOException {
        var destination = publication.destination();
        if (Files.isDirectory(destination)) {
            return destination;
        }
        var parent = Moves.parent(destination);
        if (to == State.UNDOING || !Files.isDirectory(parent)) {
            throw new NoSuchFileException(
                    PathBytes.shown(destination),
                    null,
                    "folder gone (perhaps a disk that is not mounted)");
        }
        return parent;
    }

    private List<Folder> missingFolders(List<File> files, Path destination) throws IOException {
        var missing = new ArrayList<Folder>();
        var seen = new LinkedHashSet<Path>();
        for (var file : files) {
            if (file.coming().isEmpty()) {
                continue;
            }
            var above = new ArrayList<Path>();
            for (var at = Moves.parent(file.path());
                    at.startsWith(destination) && !Files.isDirectory(at) && seen.add(at);
                    at = Moves.parent(at)) {
                above.add(at);
            }
            for (var folder : above.reversed()) {
                missing.add(new Folder(folder, table.modeOf(folder).orElse(USUAL_FOLDER)));
            }
        }
        return missing;
    }

    private static List<Folder> fresh(List<Folder> folders, List<Folder> known) {
        return folders.stream()
                .filter(f -> known.stream().noneMatch(k -> k.path().equals(f.path())))
                .toList();
    }
}
