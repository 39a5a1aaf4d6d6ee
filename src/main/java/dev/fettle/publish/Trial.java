package dev.fettle.publish;

import dev.fettle.platform.FileId;
import dev.fettle.platform.Mounts;
import dev.fettle.platform.Renames;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Finds out by an empty file whether one folder can be renamed into from another, and what else
/// can be done there. Mounts alone do not tell: quotas by project and sub-volumes part one mount.
final class Trial {
    private static final String BEFORE = ".fettle-";

    private Trial() {}

    /// A name that no watched folder takes for an input: it begins with a dot.
    static String name() {
        return BEFORE + "trial-" + random();
    }

    /// @param trial the name in the destination under which the file is for a moment
    /// @return empty where renames do not work
    static Optional<Keeping> from(Path root, Optional<Path> enclosure, Path trial)
            throws IOException {
        var folder = parent(trial);
        if (!Mounts.sameMount(Keepings.nearest(root), folder)) {
            return Optional.empty();
        }
        if (enclosure.isPresent()) {
            try {
                Enclosure.make(enclosure.get(), root);
            } catch (FileSystemException e) {
                return Optional.empty();
            }
        }
        var first = first(root, trial);
        try {
            return tried(root, first, trial);
        } finally {
            Files.deleteIfExists(first);
            Files.deleteIfExists(trial);
        }
    }

    /// The name under which a trial's file is made.
    private static Path first(Path root, Path trial) {
        return root.resolve(trial.getFileName().toString().substring(BEFORE.length()));
    }

    /// Takes away what a trial left that a crash ended. A file with something in it is none of
    /// ours.
    static void end(Path root, Path trial) throws IOException {
        for (var file : List.of(first(root, trial), trial)) {
            if (FileId.of(file).filter(f -> f.size() == 0).isPresent()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Optional<Keeping> tried(Path root, Path first, Path trial) throws IOException {
        make(first);
        try {
            Renames.replace(first, trial);
        } catch (FileSystemException | UnsupportedOperationException e) {
            return Optional.empty();
        }
        var upper = trial.resolveSibling(trial.getFileName().toString().toUpperCase(Locale.ROOT));
        boolean folds = FileId.of(upper).isPresent();
        boolean links = works(() -> Renames.link(trial, first));
        Files.deleteIfExists(first);
        make(first);
        boolean replaces = works(() -> Renames.replace(first, trial));
        return Optional.of(new Keeping(root, links, replaces, folds));
    }

    private interface Act {
        void run() throws IOException;
    }

    private static boolean works(Act act) throws IOException {
        try {
            act.run();
            return true;
        } catch (FileSystemException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static void make(Path file) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static Path parent(Path path) {
        var parent = path.getParent();
        if (parent == null) {
            throw new IllegalStateException("no absolute path: " + path);
        }
        return parent;
    }

    private static String random() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }
}
