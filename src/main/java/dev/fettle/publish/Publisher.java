package dev.fettle.publish;

import dev.fettle.automation.Output;
import dev.fettle.platform.Clock;
import dev.fettle.platform.FileId;
import dev.fettle.platform.PathBytes;
import dev.fettle.platform.Silence;
import dev.fettle.publish.Publication.File;
import dev.fettle.publish.Publication.State;
import dev.fettle.store.StateFolder;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Brings checked output to its destination: all of it or, whatever happens, none. Thread-safe.
///
/// 1. what was staged is read once, for its SHA-256, and brought to the disk;
/// 2. the destination is locked, and a name found for each file; from here on nobody of ours
///    interferes;
/// 3. each file gets what hangs on the one that it replaces; the staging folders are brought to the
///    disk;
/// 4. the journal's rows are committed: from here on a crash ends in all new;
/// 5. each old file gets a second name among the versions, then each new one takes its place;
/// 6. the folders are brought to the disk.
///
/// The journal's row stays `prepared` until the run is recorded ([PublicationTable#markRecorded]).
public final class Publisher {
    private static final int SETGID = 02000;

    private final PublicationTable table;
    private final NameTable names;
    private final Keepings keepings;
    private final Clock clock;
    private final Steps steps;
    private final Disk disk;
    private final Carrying carrying;

    public Publisher(Store store, StateFolder state, Keepings keepings, Clock clock) {
        this(store, state, keepings, clock, Steps.FREE);
    }

    public Publisher(Store store, StateFolder state, Keepings keepings, Clock clock, Steps steps) {
        this.table = new PublicationTable(store);
        this.names = new NameTable(store);
        this.keepings = keepings;
        this.clock = clock;
        this.steps = steps;
        this.disk = new Disk(steps);
        this.carrying = new Carrying(table, keepings.table(), steps);
    }

    /// @throws IOException where the machine denies it: then nothing is published, or [#finish]
    ///   will tell; whoever catches it asks there before the run is recorded
    public Publishing publish(Order order, Staging staging) throws IOException {
        var earlier = finish(order.run());
        if (earlier.isPresent()) {
            return earlier.get();
        }
        var staged = staging.look();
        if (staged.refusal().isPresent()) {
            return new Publishing.Refused(staged.refusal().get());
        }
        if (staged.entries().isEmpty() && !order.mayBeEmpty()) {
            return new Publishing.Refused(Refusal.nothing());
        }
        if (staged.entries().isEmpty() && !order.output().mirror()) {
            return new Publishing.Done(List.of());
        }
        try {
            var ready = new Readying(steps).all(staging.folder(), staged.entries());
            return placed(order, staging, staged, ready);
        } catch (Planning.RefusedException e) {
            return new Publishing.Refused(e.finding());
        }
    }

    /// Recovery. A publication of this run that is on its way is carried to its end; where the end
    /// is impossible, back, and then its staging is as it was before. An undo of it likewise.
    ///
    /// @return what is published and waits for the run to be recorded; empty where there is no such
    ///   thing
    /// @throws IOException where its destination is not there, or does not answer
    public Optional<Publishing.Done> finish(long run) throws IOException {
        var found = table.find(run).filter(Publisher::isUnfinished);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (var _ = keepings.locks().hold(found.get().destination())) {
            // Whoever had the lock before may have been at this very publication.
            var publication = table.find(run).filter(Publisher::isUnfinished);
            if (publication.isEmpty()) {
                return Optional.empty();
            }
            carrying.refuseWhereTheDiskIsAway(publication.get());
            var end = carrying.carry(publication.get(), table.files(run), table.folders(run));
            return switch (end) {
                case Carrying.End.Reached(var files)
                        when publication.get().state() == State.PREPARED ->
                        Optional.of(done(files));
                case Carrying.End.Reached _, Carrying.End.Back _ -> Optional.empty();
            };
        }
    }

    /// The runs of an automation whose publication, undo or redo was interrupted, or whose
    /// publication is done and not yet recorded, in the order in which they began.
    public List<Long> unfinished(String automation) throws IOException {
        return table.unfinished(automation);
    }

    /// Automations of which an undo or redo was interrupted: its destination is in nobody's hand.
    public Set<String> interrupted() throws IOException {
        var names = new TreeSet<String>();
        for (var publication : table.turning()) {
            if (!keepings.locks().isHeld(publication.destination())) {
                names.add(publication.automation());
            }
        }
        return names;
    }

    /// What a run published, whether it was taken back since or not.
    public List<PublishedFile> of(long run) throws IOException {
        return done(table.files(run)).files();
    }

    /// What an automation has published that should lie there now, oldest first.
    public List<Current> current(String automation) throws IOException {
        return table.current(automation);
    }

    public boolean publishedBefore(Path destination) throws IOException {
        return keepings.table().wasPublishedTo(destination);
    }

    /// Why nothing could be published there now, whatever a run makes.
    public Optional<String> blockedReason(Output output) throws IOException {
        var folder = output.folder();
        var silence = Silence.at(folder);
        if (silence.isPresent()) {
            return silence.map(Silence::words);
        }
        var shown = PathBytes.shown(folder);
        var there = FileId.following(folder);
        if (there.isPresent()) {
            return there.get().kind() != FileId.Kind.FOLDER
                    ? Optional.of("the output %s is a file, not a folder".formatted(shown))
                    : unwritable(folder);
        }
        if (FileId.of(folder).isPresent()) {
            return Optional.of("the output %s is a link that leads nowhere".formatted(shown));
        }
        if (publishedBefore(folder)) {
            return Optional.of(
                    "folder gone: the output %s is not there (perhaps a disk that is not mounted)"
                            .formatted(shown));
        }
        return unmakeable(folder);
    }

    /// Why a folder that is missing could not be made, together with those above it.
    private static Optional<String> unmakeable(Path folder) throws IOException {
        var above = Moves.parent(folder);
        while (FileId.of(above).isEmpty()) {
            above = Moves.parent(above);
        }
        return Files.isDirectory(above)
                ? unwritable(above)
                : Optional.of(
                        "the output %s cannot be made: %s is no folder"
                                .formatted(PathBytes.shown(folder), PathBytes.shown(above)));
    }

    /// What the user is told where the destination's file system cannot do all that publishing
    /// promises; empty where it can.
    ///
    /// @throws IOException where nothing can be renamed into it, or nothing written there
    public Optional<String> caution(Output output) throws IOException {
        return keepings.caution(output.folder());
    }

    private Publishing placed(Order order, Staging staging, StagedFiles staged, List<Ready> ready)
            throws IOException, Planning.RefusedException {
        var destination = order.output().folder();
        try (var _ = keepings.locks().hold(destination)) {
            var blocked = blockedReason(order.output());
            if (blocked.isPresent()) {
                return new Publishing.Blocked(blocked.get());
            }
            carrying.help(table.unfinishedAt(destination));
            var plan = new Planning(names, order, staging).of(ready);
            if (plan.files().isEmpty()) {
                return new Publishing.Done(List.of());
            }
            makeReady(plan, staging, staged);
            steps.before("journal", order.run());
            table.prepare(plan.publication(), plan.files(), plan.folders(), clock.now());
            return switch (carrying.carry(plan.publication(), plan.files(), plan.folders())) {
                case Carrying.End.Reached(var files) -> done(files);
                case Carrying.End.Back(var reason) ->
                        throw Planning.refused(
                                reason.code,
                                destination.relativize(reason.path),
                                "a name in the destination that can be written to",
                                String.valueOf(reason.getMessage()));
            };
        }
    }

    private void makeReady(Planning.Plan plan, Staging staging, StagedFiles staged)
            throws IOException {
        var adopted = new ArrayList<Path>();
        for (var file : plan.files()) {
            if (file.kind() == Publication.Kind.FILE && file.staged().isPresent()) {
                var at = staging.folder().resolve(file.staged().get());
                if (file.there().isPresent() && !Files.isSymbolicLink(file.path())) {
                    disk.adopt(file.path(), at);
                    adopted.add(at);
                } else if (takesGroup(at, file)) {
                    adopted.add(at);
                }
            }
        }
        var folders = new TreeSet<>(staged.folders());
        folders.add(staging.home());
        folders.add(staging.keeping().staging());
        boolean replaces = plan.files().stream().anyMatch(file -> file.there().isPresent());
        if (replaces) {
            disk.makePrivateFolder(plan.publication().versions());
            folders.add(staging.keeping().versions());
            folders.add(staging.keeping().root());
        }
        disk.sync(adopted, folders);
    }

    /// A folder within the destination may have a group of its own for what is made in it.
    private static boolean takesGroup(Path staged, File file) throws IOException {
        var parent = FileId.of(Moves.parent(file.path()));
        var group = FileId.of(staged).map(FileId::gid);
        if (parent.isEmpty()
                || (parent.get().mode() & SETGID) == 0
                || group.equals(Optional.of(parent.get().gid()))) {
            return false;
        }
        Files.setAttribute(staged, "unix:gid", parent.get().gid());
        return true;
    }

    private static Publishing.Done done(List<File> files) {
        return new Publishing.Done(
                files.stream().filter(f -> !f.isRemoval()).map(File::published).toList());
    }

    private static boolean isUnfinished(Publication publication) {
        return switch (publication.state()) {
            case PREPARED, UNDOING, REDOING -> true;
            case PUBLISHED, UNDONE -> false;
        };
    }

    private static Optional<String> unwritable(Path folder) {
        return Files.isWritable(folder)
                ? Optional.empty()
                : Optional.of("the folder %s is not writable".formatted(PathBytes.shown(folder)));
    }
}
