package dev.fettle.check.backup;

import dev.fettle.platform.FileId;
import dev.fettle.platform.Mounts;
import dev.fettle.platform.PathBytes;
import dev.fettle.platform.Silence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Folders that a copy is made of and lies in, before anybody looks into them.
final class Folders {
    private Folders() {}

    /// @throws Ended where it would hang
    static void awake(Path place) throws IOException, Ended {
        var silence = Silence.at(place);
        if (silence.isPresent()) {
            throw new Ended(new Diagnosis.Unmade("unreachable", silence.get().words()));
        }
    }

    /// The folder that a copy is compared with.
    static Path source(Path stated) throws IOException, Ended {
        awake(stated);
        if (kind(stated) != FileId.Kind.FOLDER) {
            throw new Ended(
                    new Diagnosis.Unmade(
                            "unreachable",
                            "there is no folder %s to compare with; is its disk mounted?"
                                    .formatted(PathBytes.shown(stated))));
        }
        return stated.toRealPath();
    }

    /// What a name leads to; a device stands for nothing.
    static FileId.Kind kind(Path place) throws IOException {
        return FileId.following(place).map(FileId::kind).orElse(FileId.Kind.DEVICE);
    }

    static boolean isEmpty(Path folder) throws IOException {
        try (var names = Files.newDirectoryStream(folder)) {
            return !names.iterator().hasNext();
        }
    }

    /// Whether reading all of it is a matter of a disk alone.
    static boolean isLocal(Path folder) throws IOException {
        return !Mounts.isNetwork(Mounts.of(folder));
    }

    /// What is there of a place, or of the way to it.
    static Path nearest(Path stated) throws IOException, Ended {
        awake(stated);
        for (var each = stated; each != null; each = each.getParent()) {
            if (Files.exists(each)) {
                return each;
            }
        }
        return stated;
    }

    static Repository place(Path folder) {
        return new Repository(PathBytes.shown(folder), Optional.of(folder));
    }

    /// On which disk it lies: a copy has no name of its own.
    ///
    /// @throws Ended where that is another one than it was
    static Identity identity(Path folder, Around around) throws IOException, Ended {
        Identity.requireDisk(folder, place(folder), around);
        return Identity.hold("copy", place(folder), around);
    }

    static Diagnosis gone(String expected, String found) {
        return new Diagnosis.Faulty(Fault.GONE, expected, found);
    }
}
