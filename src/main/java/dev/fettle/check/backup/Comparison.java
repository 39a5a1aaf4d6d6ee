package dev.fettle.check.backup;

import dev.fettle.platform.FileId;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Walks a source and asks at each place what the copy keeps there. Names, kinds and sizes; bytes
/// are for whoever is told of the files.
///
/// A difference is explained where the source was changed after the copy was made. Of a file in
/// both, its own times say so. A file that is missing is no later one where the times of its folder
/// in the copy say that nothing came into it since, or where it was there before: a rename and a
/// write both move a file's ctime. So nobody has to know when the copy began, or how long it took.
final class Comparison {
    private final Path source;
    private final Keeping keeping;
    private final Exclusion excluded;
    private final Gaps gaps;
    private final Deque<Folder> ahead = new ArrayDeque<>();
    private Extent extent = Extent.NOTHING;
    private long entries;

    /// A folder that is in both.
    private record Folder(Path below, FileId live, Kept kept) {}

    /// A file that is in both.
    interface Pairs {
        void see(Path below, FileId live, Kept kept) throws IOException, InterruptedException;
    }

    Comparison(Path source, Keeping keeping, Exclusion excluded, Gaps gaps) {
        this.source = source;
        this.keeping = keeping;
        this.excluded = excluded;
        this.gaps = gaps;
    }

    /// How much of what the source has now is kept.
    Extent extent() {
        return extent;
    }

    /// Whether there is something in the source, and nothing of it in the copy.
    boolean isOfSomethingElse() {
        return entries > 0 && extent.files() == 0;
    }

    void walk(Pairs pairs) throws IOException, InterruptedException {
        var root = Path.of("");
        var live = FileId.following(source);
        var kept = keeping.at(root).or(keeping::folderWithoutEntry);
        if (live.isPresent() && kept.isPresent()) {
            ahead.push(new Folder(root, live.get(), kept.get()));
        }
        while (!ahead.isEmpty()) {
            look(ahead.pop(), pairs);
        }
    }

    private void look(Folder folder, Pairs pairs) throws IOException, InterruptedException {
        var places = new ArrayList<Place>();
        try (var names = Files.newDirectoryStream(source.resolve(folder.below()))) {
            for (var path : names) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                var below = folder.below().resolve(path.getFileName());
                if (!excluded.leavesOut(below)) {
                    place(below, path).ifPresent(places::add);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (AccessDeniedException | NoSuchFileException | NotDirectoryException e) {
            return; // who may not read it did not copy it, and what is gone needs no copy
        }
        if (!places.isEmpty() && isLeftOut(folder, places)) {
            return;
        }
        for (var place : places) {
            look(folder, place, pairs);
        }
    }

    private record Place(Path below, FileId live, Optional<Kept> kept) {}

    /// Sockets and the like are in no backup.
    private Optional<Place> place(Path below, Path path) throws IOException {
        var live = FileId.of(path);
        return live.isPresent()
                        && switch (live.get().kind()) {
                            case FILE, FOLDER, LINK -> true;
                            case FIFO, SOCKET, DEVICE -> false;
                        }
                ? Optional.of(new Place(below, live.get(), keeping.at(below)))
                : Optional.empty();
    }

    /// What is mounted below the source is often left out on purpose (`--one-file-system`): the
    /// folder is there, and nothing of what is in it.
    private boolean isLeftOut(Folder folder, List<Place> places) throws IOException {
        var parent = folder.below().getParent();
        var above = FileId.following(parent == null ? source : source.resolve(parent));
        return folder.below().getNameCount() > 0
                && !folder.below().toString().isEmpty()
                && above.isPresent()
                && above.get().device() != folder.live().device()
                && places.stream().allMatch(place -> place.kept().isEmpty());
    }

    private void look(Folder folder, Place place, Pairs pairs)
            throws IOException, InterruptedException {
        var live = place.live();
        boolean isFolder = live.kind() == FileId.Kind.FOLDER;
        entries += live.kind() == FileId.Kind.FILE ? 1 : 0;
        if (place.kept().isEmpty()) {
            missing(folder, place, isFolder);
            return;
        }
        var kept = place.kept().get();
        switch (live.kind()) {
            case FOLDER -> {
                if (kept.isFolder()) {
                    ahead.push(new Folder(place.below(), live, kept));
                } else if (!wasChanged(live, kept)) {
                    gaps.damaged(place.below(), "is no folder in it");
                } else {
                    gaps.changed(place.below(), live.ctimeNanos());
                }
            }
            case FILE -> file(place.below(), live, kept, pairs);
            default -> {} // a link may have been kept as what it leads to
        }
    }

    private void file(Path below, FileId live, Kept kept, Pairs pairs)
            throws IOException, InterruptedException {
        if (kept.isFile()) {
            extent = extent.plus(kept.size().orElse(0));
        }
        if (kept.isFile() && kept.size().orElse(live.size()) == live.size()) {
            pairs.see(below, live, kept);
        } else if (wasChanged(live, kept)) {
            gaps.changed(below, live.ctimeNanos());
        } else {
            gaps.damaged(
                    below,
                    kept.isFile()
                            ? "has %d bytes in it, and %d in the source"
                                    .formatted(kept.size().orElse(0), live.size())
                            : "is no file in it");
        }
    }

    /// Whether the source changed it after it came into the copy.
    boolean wasChanged(FileId live, Kept kept) {
        return live.ctimeNanos() > kept.written()
                || live.mtimeNanos() > kept.modified() && !isSame(live.mtimeNanos(), kept);
    }

    private boolean isSame(long modified, Kept kept) {
        return Math.floorDiv(modified, keeping.grain())
                == Math.floorDiv(kept.modified(), keeping.grain());
    }

    private void missing(Folder folder, Place place, boolean isFolder) throws IOException {
        long changed = place.live().ctimeNanos();
        boolean isLater =
                changed > folder.kept().written()
                        || changed > folder.kept().modified()
                                && !isSame(folder.live().mtimeNanos(), folder.kept());
        if (place.live().kind() == FileId.Kind.LINK) {
            return; // where links cannot be kept, they are left out
        }
        if (isLater) {
            gaps.changed(place.below(), changed);
        } else if (!isFolder) {
            gaps.damaged(place.below(), "is not in it");
        } else if (keeping.folderWithoutEntry().isPresent()) {
            ahead.push(new Folder(place.below(), place.live(), keeping.folderWithoutEntry().get()));
        } else {
            gaps.folderMissing(place.below());
        }
    }
}
