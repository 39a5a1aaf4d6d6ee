package dev.fettle.publish;

import dev.fettle.platform.FileId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// A `.fettle` folder in the midst of the user's files: private, marked so that backups, galleries
/// and git pass it by, and gone when nothing is kept in it.
final class Enclosure {
    private static final Map<String, String> MARKERS =
            Map.of(
                    "CACHEDIR.TAG",
                    """
                    Signature: 8a477f597d28d172789f06886806bc55
                    # Fettle keeps here what automations write before it is published, and what that
                    # replaced, for undo. See https://bford.info/cachedir/
                    """,
                    ".nomedia",
                    "",
                    ".gitignore",
                    "*\n");
    private static final int TRIES = 5;

    private Enclosure() {}

    /// Makes the keeping's root, with the enclosure around it where it has one.
    static void make(Path enclosure, Path root) throws IOException {
        // Another run may find it empty, and remove it, between two of these steps.
        for (int tries = 1; ; tries++) {
            try {
                makeFolder(enclosure);
                for (var marker : MARKERS.entrySet()) {
                    var file = enclosure.resolve(marker.getKey());
                    if (FileId.of(file).isEmpty()) {
                        write(file, marker.getValue());
                    }
                }
                makeFolder(root);
                return;
            } catch (NoSuchFileException e) {
                if (tries == TRIES || !Files.isDirectory(enclosure.resolveSibling("."))) {
                    throw e;
                }
            }
        }
    }

    /// Removes what is empty: staging, versions, the root, the enclosure.
    static void removeIfEmpty(Keeping keeping) throws IOException {
        var enclosure = keeping.enclosure();
        if (enclosure.isEmpty()) {
            return;
        }
        remove(keeping.staging());
        remove(keeping.versions());
        if (remove(keeping.root()) && holdsMarkersAlone(enclosure.get())) {
            for (var marker : MARKERS.keySet()) {
                Files.deleteIfExists(enclosure.get().resolve(marker));
            }
            remove(enclosure.get());
        }
    }

    private static boolean holdsMarkersAlone(Path enclosure) throws IOException {
        try {
            return Tree.listed(enclosure).stream()
                    .allMatch(each -> MARKERS.containsKey(each.getFileName().toString()));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static boolean remove(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
            return true;
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            if (FileId.of(folder).filter(f -> f.kind() != FileId.Kind.FOLDER).isPresent()) {
                throw e;
            }
        }
    }

    private static void write(Path file, String text) throws IOException {
        try {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException e) {
            if (FileId.of(file).filter(f -> f.kind() != FileId.Kind.FILE).isPresent()) {
                throw e;
            }
        }
    }
}
