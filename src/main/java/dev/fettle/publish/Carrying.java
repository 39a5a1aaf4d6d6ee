package dev.fettle.publish;

import dev.fettle.platform.FileId;
import dev.fettle.platform.Mounts;
import dev.fettle.platform.PathBytes;
import dev.fettle.publish.Publication.File;
import dev.fettle.publish.Publication.State;
import dev.fettle.publish.Publication.VersionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Carries what the journal says to its end, or back where the end cannot be reached; the same at
/// once and after a crash. The destination is locked, the journal's rows are durable.
final class Carrying {
    private final PublicationTable table;
    private final Disk disk;
    private final DestinationTable destinations;
    private final Steps steps;

    Carrying(PublicationTable table, DestinationTable destinations, Steps steps) {
        this.table = table;
        this.destinations = destinations;
        this.disk = new Disk(steps);
        this.steps = steps;
    }

    sealed interface End {
        /// All new.
        record Reached(List<File> files) implements End {}

        /// All old again, since the new cannot be.
        record Back(Moves.DeadEnd reason) implements End {}
    }

    /// @throws IOException where the machine denies it; then all is old again, or, where the
    ///   machine denies that too, the journal keeps it for the next try
    End carry(Publication publication, List<File> files, List<Folder> folders) throws IOException {
        var all = publication.moves(files);
        var needed = needed(folders, all);
        if (publication.backward()) {
            back(publication, files, needed, all);
            return new End.Back(
                    new Moves.DeadEnd(
                            "interrupted", publication.destination(), "it was taken back"));
        }
        try {
            moves(publication).forward(needed, all);
        } catch (Moves.DeadEnd e) {
            turnBack(publication, files, needed, all);
            return new End.Back(e);
        } catch (IOException e) {
            try {
                turnBack(publication, files, needed, all);
            } catch (IOException further) {
                e.addSuppressed(further);
            }
            throw e;
        }
        removeEmptied(publication, all);
        return new End.Reached(settled(publication, files));
    }

    /// What somebody else left half done at this destination is brought to its end first, so that
    /// what is published now comes on top of it. What cannot be is left to its own recovery.
    void help(List<Publication> others) throws IOException {
        for (var other : others) {
            var files = table.files(other.run());
            var all = other.moves(files);
            var moves = moves(other);
            if (other.state() == State.PREPARED) {
                if (!other.backward() && !moves.areDone(all)) {
                    moves.forwardIfPossible(needed(table.folders(other.run()), all), all);
                }
            } else {
                carry(other, files, table.folders(other.run()));
            }
        }
    }

    /// A disk that is not mounted now must not be taken for one whose files are lost.
    ///
    /// @throws NoSuchFileException where it is not there
    void refuseWhereTheDiskIsAway(Publication publication) throws IOException {
        var from =
                publication.state() == State.PREPARED
                        ? publication.staging()
                        : publication.versions();
        var anchor = FileId.following(publication.anchor());
        boolean isThere =
                anchor.isPresent()
                        && (anchor.get().inode() == publication.anchorInode()
                                || Files.isDirectory(from)
                                        && Mounts.sameMount(from, publication.anchor()));
        if (!isThere) {
            throw new NoSuchFileException(
                    PathBytes.shown(publication.destination()),
                    null,
                    "folder gone (perhaps a disk that is not mounted); publishing to it was interrupted"
                            + " and goes on when it is back");
        }
    }

    private Moves moves(Publication publication) throws IOException {
        return new Moves(disk, able(publication));
    }

    private Moves.Able able(Publication publication) throws IOException {
        return destinations
                .keeping(publication.destination())
                .map(Moves.Able::of)
                .orElse(new Moves.Able(true, true));
    }

    /// Written down first: a copy that was put back is not the file that the journal knows, so that
    /// a recovery which turned around would take it for somebody else's. Where files have second
    /// names it would not, and the way back needs no room on a disk that is full.
    private void turnBack(
            Publication publication, List<File> files, List<Folder> folders, List<Move> all)
            throws IOException {
        try {
            steps.before("journal", publication.run());
            table.turnBack(publication.run());
        } catch (IOException e) {
            if (!able(publication).links()) {
                throw e;
            }
            back(publication, files, folders, all);
            throw e;
        }
        back(publication, files, folders, all);
    }

    private void back(
            Publication publication, List<File> files, List<Folder> folders, List<Move> all)
            throws IOException {
        moves(publication).back(folders, all);
        var destination = publication.destination();
        boolean isThere = Files.isDirectory(destination);
        steps.before("journal", publication.run());
        switch (publication.state()) {
            case PREPARED -> {
                removeIfEmpty(publication.versions());
                table.forget(publication);
            }
            case UNDOING, PUBLISHED -> table.settle(publication, State.PUBLISHED, files, isThere);
            case REDOING, UNDONE -> table.settle(publication, State.UNDONE, files, isThere);
        }
    }

    /// Writes down what is kept now, where that differs from what was foreseen.
    private List<File> settled(Publication publication, List<File> files) throws IOException {
        boolean isThere = Files.isDirectory(publication.destination());
        var now = new ArrayList<File>(files.size());
        switch (publication.state()) {
            case PREPARED, PUBLISHED -> {
                if (!Files.isDirectory(publication.versions())
                        && files.stream().allMatch(f -> f.versionState() == VersionState.NONE)) {
                    return files;
                }
                for (var file : files) {
                    now.add(Kept.afterPublishing(file));
                }
                if (!now.equals(files)) {
                    steps.before("journal", publication.run());
                    table.correct(publication.run(), now);
                }
            }
            case UNDOING, UNDONE -> {
                for (var file : files) {
                    now.add(Kept.afterUndo(file));
                }
                steps.before("journal", publication.run());
                table.settle(publication, State.UNDONE, now, isThere);
                removeIfEmpty(publication.versions());
            }
            case REDOING -> {
                for (var file : files) {
                    now.add(Kept.afterPublishing(file));
                }
                steps.before("journal", publication.run());
                table.settle(publication, State.PUBLISHED, now, isThere);
                removeIfEmpty(publication.versions());
            }
        }
        return now;
    }

    /// Folders that publishing had made and that hold nothing any more.
    private void removeEmptied(Publication publication, List<Move> all) throws IOException {
        var parents = new TreeSet<Path>();
        for (var move : all) {
            if (move.coming().isEmpty()) {
                parents.add(Moves.parent(move.path()));
            }
        }
        var touched = new TreeSet<Path>();
        for (var folder : parents.descendingSet()) {
            var at = folder;
            while (at.startsWith(publication.destination())
                    && Disk.isEmptyFolder(at)
                    && table.isFolderOfOurs(at)
                    && disk.removeFolderIfEmpty(at)) {
                touched.remove(at);
                at = Moves.parent(at);
                touched.add(at);
            }
        }
        disk.sync(List.of(), touched);
    }

    private void removeIfEmpty(Path folder) throws IOException {
        if (Disk.isEmptyFolder(folder)) {
            disk.removeFolderIfEmpty(folder);
        }
    }

    private static List<Folder> needed(List<Folder> folders, List<Move> all) {
        return folders.stream()
                .filter(folder ->
                        all.stream()
                                .anyMatch(move ->
                                        move.coming().isPresent()
                                                && move.path().startsWith(folder.path())))
                .toList();
    }
}
