package dev.fettle.publish;

import dev.fettle.platform.FileId;
import dev.fettle.platform.PathBytes;
import dev.fettle.publish.Planning.RefusedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The folders that a set of files needs in the destination: which are there, which are to be made.
final class Layout {
    private static final int ACCESS_BITS = 07777;

    private final Path destination;
    private final Path staging;
    private final Set<Path> known = new HashSet<>();
    private final List<Folder> missing = new ArrayList<>();

    Layout(Path destination, Path staging) {
        this.destination = destination;
        this.staging = staging;
    }

    /// Looks at all folders above a file.
    ///
    /// @param name below the destination
    void need(Path name) throws IOException, RefusedException {
        if (known.isEmpty()) {
            lookAbove(destination);
        }
        look(destination, Path.of(""));
        var parent = name.getParent();
        for (int depth = 1; parent != null && depth <= parent.getNameCount(); depth++) {
            var folder = parent.subpath(0, depth);
            look(destination.resolve(folder), folder);
        }
    }

    /// Each after the one it lies in.
    List<Folder> missing() {
        return List.copyOf(missing);
    }

    /// A destination that was never published to may lie in folders that are to be made too.
    private void lookAbove(Path folder) throws IOException {
        var parent = Moves.parent(folder);
        if (FileId.following(parent).isEmpty()) {
            lookAbove(parent);
            missing.add(new Folder(parent, modeOf(Path.of(""))));
        }
    }

    private void look(Path folder, Path name) throws IOException, RefusedException {
        if (!known.add(folder)) {
            return;
        }
        // The destination itself may be reached through a link, by the user's own choice.
        var there = folder.equals(destination) ? FileId.following(folder) : FileId.of(folder);
        if (there.isEmpty()) {
            missing.add(new Folder(folder, modeOf(name)));
            return;
        }
        switch (there.get().kind()) {
            case FOLDER -> {
                if (!Files.isWritable(folder)) {
                    throw new AccessDeniedException(
                            PathBytes.shown(folder), null, "the folder is not writable");
                }
            }
            case LINK ->
                    throw Planning.refused(
                            "folder",
                            name,
                            "a folder in its place in the destination",
                            "a link lies there, which may lead anywhere");
            case FILE, FIFO, SOCKET, DEVICE ->
                    throw Planning.refused(
                            "folder",
                            name,
                            "a folder in its place in the destination",
                            "a file lies there");
        }
    }

    /// As the program made it in staging, which stood in for the destination.
    private int modeOf(Path name) throws IOException {
        return FileId.of(staging.resolve(name)).map(FileId::mode).orElse(0755) & ACCESS_BITS;
    }
}
