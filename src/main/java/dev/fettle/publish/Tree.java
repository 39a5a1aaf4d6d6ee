package dev.fettle.publish;

import dev.fettle.platform.FileId;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// Deletes what programs left behind: deep, without rights, and never through a link.
final class Tree {
    private static final int TRIES = 3;

    private Tree() {}

    static void delete(Path root) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                deleteOnce(root);
                return;
            } catch (DirectoryNotEmptyException e) {
                // What the program left running still writes there.
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static void deleteOnce(Path root) throws IOException {
        var left = new ArrayList<Path>(List.of(root));
        while (!left.isEmpty()) {
            var path = left.getLast();
            var id = FileId.of(path);
            var inside =
                    id.isPresent() && id.get().kind() == FileId.Kind.FOLDER
                            ? emptied(path)
                            : List.<Path>of();
            if (inside.isEmpty()) {
                Files.deleteIfExists(path);
                left.removeLast();
            } else {
                left.addAll(inside);
            }
        }
    }

    /// Deletes the files in a folder.
    ///
    /// @return the folders in it, which have to go before it
    private static List<Path> emptied(Path folder) throws IOException {
        var folders = new ArrayList<Path>();
        for (var path : namesIn(folder)) {
            var id = FileId.of(path);
            if (id.isEmpty()) {
                continue;
            }
            if (id.get().kind() == FileId.Kind.FOLDER) {
                folders.add(path);
            } else {
                Files.deleteIfExists(path);
            }
        }
        return folders;
    }

    private static List<Path> namesIn(Path folder) throws IOException {
        try {
            openUp(folder);
            return listed(folder);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static void openUp(Path folder) throws IOException {
        if (!Files.isReadable(folder) || !Files.isWritable(folder) || !Files.isExecutable(folder)) {
            try {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            } catch (AccessDeniedException e) {
                return; // what follows says so with the file's name
            }
        }
    }

    /// The names in a folder, all at once: it may be changed while they are looked at.
    static List<Path> listed(Path folder) throws IOException {
        var names = new ArrayList<Path>();
        try (var inside = Files.newDirectoryStream(folder)) {
            inside.forEach(names::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }
}
