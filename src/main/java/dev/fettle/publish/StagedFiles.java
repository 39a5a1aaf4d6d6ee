package dev.fettle.publish;

import dev.fettle.check.Finding;
import dev.fettle.platform.FileId;
import dev.fettle.platform.PathBytes;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Walks through what a program left in its staging, which may be anything, and follows no link.
///
/// @param entries regular files and links, in the order of their names' bytes
/// @param folders all folders, the staging folder first
/// @param refusal the first thing that cannot be published
record StagedFiles(List<StagedEntry> entries, List<Path> folders, Optional<Finding> refusal) {
    /// @param home the folder around it, which the program can reach too
    static StagedFiles in(Path home, Path staging) throws IOException {
        try {
            for (var folder : List.of(home, staging)) {
                var there = FileId.of(folder);
                if (there.isEmpty()) {
                    return refused(Refusal.staging("the run removed its staging folder"));
                }
                if (there.get().kind() != FileId.Kind.FOLDER) {
                    return refused(
                            Refusal.staging(
                                    "the run put something else in the place of its staging folder"));
                }
            }
        } catch (AccessDeniedException e) {
            return refused(Refusal.staging("the run took away the right to enter it"));
        }
        var walk = new Walk(staging);
        walk.into(staging);
        walk.entries.sort(Comparator.comparing(StagedEntry::name));
        return new StagedFiles(
                List.copyOf(walk.entries),
                List.copyOf(walk.folders),
                walk.refusals.stream().findFirst());
    }

    private static StagedFiles refused(Finding finding) {
        return new StagedFiles(List.of(), List.of(), Optional.of(finding));
    }

    private static final class Walk {
        private final Path root;
        private final List<StagedEntry> entries = new ArrayList<>();
        private final List<Path> folders = new ArrayList<>();
        private final List<Finding> refusals = new ArrayList<>();

        Walk(Path root) {
            this.root = root;
        }

        void into(Path start) throws IOException {
            // A list of its own instead of the call stack: depth is the program's choice.
            var left = new ArrayList<Path>(List.of(start));
            while (!left.isEmpty()) {
                var folder = left.removeLast();
                folders.add(folder);
                for (var path : namesIn(folder)) {
                    if (look(path)) {
                        left.add(path);
                    }
                }
            }
        }

        private List<Path> namesIn(Path folder) throws IOException {
            try {
                return Tree.listed(folder);
            } catch (AccessDeniedException e) {
                refuse("unreadable", folder, "a folder that can be read", "it cannot be read");
                return List.of();
            } catch (NoSuchFileException e) {
                return List.of(); // what the program left running took it away
            }
        }

        /// @return whether it is a folder, to be walked into
        private boolean look(Path path) throws IOException {
            var id = FileId.of(path);
            if (id.isEmpty()) {
                return false;
            }
            if (path.endsWith(Keeping.FOLDER)) {
                refuse("name", path, "another name", "the name .fettle is Fettle's own");
                return false;
            }
            switch (id.get().kind()) {
                case FILE -> file(path, id.get());
                case LINK -> link(path, id.get());
                case FOLDER -> {
                    return true;
                }
                case FIFO -> refuse("kind", path, "files, folders and links", "a FIFO");
                case SOCKET -> refuse("kind", path, "files, folders and links", "a socket");
                case DEVICE -> refuse("kind", path, "files, folders and links", "a device");
            }
            return false;
        }

        private void file(Path path, FileId id) {
            if (Files.isReadable(path)) {
                entries.add(new StagedEntry(name(path), id, Optional.empty()));
            } else {
                refuse("unreadable", path, "a file that can be read", "it cannot be read");
            }
        }

        private void link(Path path, FileId id) throws IOException {
            Path target;
            try {
                target = Files.readSymbolicLink(path);
            } catch (NotLinkException | NoSuchFileException e) {
                refuse(
                        "changing",
                        path,
                        "a file that is finished",
                        "something that the run left behind still changes it");
                return;
            }
            if (staysInside(path, target)) {
                entries.add(new StagedEntry(name(path), id, Optional.of(target)));
            } else {
                refuse(
                        "link",
                        path,
                        "a link that stays inside the output",
                        "it leads to " + PathBytes.shown(target));
            }
        }

        /// Name by name, since `a/../..` leads elsewhere where `a` is a link. Each link on the way
        /// is judged by itself, so only its place matters here. What a link leads to need not be
        /// there: it may lie in the destination already.
        private boolean staysInside(Path link, Path target) {
            if (target.isAbsolute()) {
                return false;
            }
            var at = link.getParent();
            for (var name : target) {
                if (name.toString().equals("..")) {
                    if (at == null || at.equals(root) || Files.isSymbolicLink(at)) {
                        return false;
                    }
                    at = at.getParent();
                } else if (at != null && !name.toString().equals(".")) {
                    at = at.resolve(name);
                }
            }
            return true;
        }

        private void refuse(String code, Path path, String expected, String found) {
            refusals.add(Refusal.of(code, name(path), expected, found));
        }

        private Path name(Path path) {
            return root.relativize(path);
        }
    }
}
