package dev.fettle.automation;

import dev.fettle.notation.UserError;
import dev.fettle.platform.AtomicFile;
import dev.fettle.platform.FileId;
import dev.fettle.platform.FileLock;
import dev.fettle.platform.Sync;
import dev.fettle.store.StateFolder;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;

/// Ties a home to its state folder by an id that moves with the home: `.git/fettle-id`, else
/// `.fettle-id`. A home that was copied gets an id of its own, so that two homes never share a
/// state.
final class HomeId {
    private static final String LOCK = ".lock";

    private final Path root;
    private final Path states;

    /// @param states the folder that holds the states of all of this user's homes
    HomeId(Path root, Path states) {
        this.root = root;
        this.states = states;
    }

    /// The state folder of this home, made where there is none.
    StateFolder state() throws IOException {
        var known = read(root).map(states::resolve);
        if (known.isPresent() && Owner.read(known.get()).equals(Optional.of(Owner.of(root)))) {
            return new StateFolder(known.get());
        }
        makeFolder(states);
        // Two that come to a new home at once must not each make a state of their own.
        try (var _ = FileLock.lock(states.resolve(LOCK))) {
            return new StateFolder(found());
        }
    }

    /// The folder of the id that it has, or of a new one; it knows from now on whose it is.
    private Path found() throws IOException {
        var known = read(root);
        if (known.isEmpty() || isCopy(states.resolve(known.get()))) {
            known = Optional.of(UUID.randomUUID().toString());
            AtomicFile.write(file(root), known.get() + "\n");
        }
        var folder = states.resolve(known.get());
        makeFolder(folder);
        AtomicFile.write(folder.resolve(Owner.FILE), Owner.of(root).text());
        return folder;
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Sync.makeFolders(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (FileSystemException e) {
            throw new UserError(
                    "the state folder %s cannot be made (%s); set FETTLE_STATE to a folder that can be written"
                            .formatted(folder, e.getReason()));
        }
    }

    /// A copy is found elsewhere while the old home, by path and inode, still has the id.
    private boolean isCopy(Path state) throws IOException {
        var owner = Owner.read(state);
        if (owner.isEmpty() || owner.get().equals(Owner.of(root))) {
            return false;
        }
        var old = owner.get();
        var there = FileId.of(old.path);
        return there.map(id -> id.inode() == old.inode).orElse(false)
                && read(old.path).equals(read(root));
    }

    static Optional<String> read(Path root) throws IOException {
        var file = file(root);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        var id = Files.readString(file).strip();
        return id.matches("[0-9a-f-]{36}") ? Optional.of(id) : Optional.empty();
    }

    private static Path file(Path root) {
        var plain = root.resolve(".fettle-id");
        return Files.isDirectory(root.resolve(".git")) && !Files.exists(plain)
                ? root.resolve(".git/fettle-id")
                : plain;
    }

    /// Which home a state folder belongs to.
    private record Owner(Path path, long inode) {
        static final String FILE = "home";

        static Owner of(Path root) throws IOException {
            var real = root.toRealPath();
            return new Owner(real, FileId.of(real).orElseThrow().inode());
        }

        static Optional<Owner> read(Path state) throws IOException {
            var file = state.resolve(FILE);
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            var lines = Files.readAllLines(file);
            return lines.size() == 2 && lines.get(1).matches("[0-9]+")
                    ? Optional.of(new Owner(Path.of(lines.get(0)), Long.parseLong(lines.get(1))))
                    : Optional.empty();
        }

        String text() {
            return path + "\n" + inode + "\n";
        }
    }
}
