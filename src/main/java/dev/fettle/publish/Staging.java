package dev.fettle.publish;

import dev.fettle.check.Finding;
import dev.fettle.history.RunId;
import dev.fettle.platform.Attributes;
import dev.fettle.platform.FileId;
import dev.fettle.platform.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/// The private folder in which one run writes its output before anyone else can see it. It lies on
/// the destination's file system, and what is made in it gets the group and access list that it
/// would get in the destination.
public final class Staging {
    private static final String OUTPUT = "out";
    private static final String UNFINISHED = ".new";
    private static final int TRIES = 5;

    private final Keeping keeping;
    private final Path home;
    private final Path destination;

    private Staging(Keeping keeping, Path home, Path destination) {
        this.keeping = keeping;
        this.home = home;
        this.destination = destination;
    }

    /// Makes the run's staging, or finds it again as the run left it.
    public static Staging open(Keepings keepings, RunId run, Path destination) throws IOException {
        var keeping = keepings.of(destination);
        var staging = new Staging(keeping, keeping.staging().resolve(run.text()), destination);
        for (int tries = 1; FileId.of(staging.home).isEmpty(); tries++) {
            try {
                staging.make();
            } catch (NoSuchFileException e) {
                // Another run found the folders above empty at this moment, and removed them.
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
        return staging;
    }

    /// Where the program writes. It may have removed it, or put anything in its place.
    public Path folder() {
        return home.resolve(OUTPUT);
    }

    /// Empties it for another attempt, whatever the last one left in it.
    public void clear() throws IOException {
        Tree.delete(folder());
        makeOutput(home);
    }

    /// The regular files in it, in the order of their names' bytes. Links are not among them.
    public List<Path> files() throws IOException {
        return look().entries().stream()
                .filter(entry -> entry.link().isEmpty())
                .map(entry -> folder().resolve(entry.name()))
                .toList();
    }

    /// What makes it unfit to be published, whatever is in its files: a link that leads outside, a
    /// FIFO, a staging folder that is gone. Asked before the checks look at any file.
    public Optional<Finding> refusal() throws IOException {
        return look().refusal();
    }

    /// Takes it away with all that is in it.
    public void discard() throws IOException {
        Tree.delete(home);
        Enclosure.removeIfEmpty(keeping);
    }

    StagedFiles look() throws IOException {
        return StagedFiles.in(home, folder());
    }

    Keeping keeping() {
        return keeping;
    }

    /// The folder around it, which is the run's alone.
    Path home() {
        return home;
    }

    /// Whole or not there, so that a staging that the program removed is told from one never made.
    private void make() throws IOException {
        if (keeping.enclosure().isPresent()) {
            Enclosure.make(keeping.enclosure().get(), keeping.root());
        }
        makeAbove(keeping.staging());
        var unfinished = Names.with(home, UNFINISHED);
        Tree.delete(unfinished);
        makePrivate(unfinished);
        makeOutput(unfinished);
        Files.move(unfinished, home);
    }

    private void makeOutput(Path inside) throws IOException {
        var output = inside.resolve(OUTPUT);
        makePrivate(output);
        // Nobody but us gets this far; the bits are those that a missing destination will be made
        // with.
        Files.setPosixFilePermissions(output, PosixFilePermissions.fromString("rwxr-xr-x"));
        Attributes.inheritFolder(Keepings.nearest(destination), output);
    }

    private static void makeAbove(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Sync.makeFolders(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        Files.createDirectory(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
