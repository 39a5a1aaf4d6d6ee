package dev.fettle.run;

import dev.fettle.history.RunId;
import dev.fettle.platform.FolderTree;
import dev.fettle.platform.PathBytes;
import dev.fettle.secret.SecretFiles;
import dev.fettle.store.StateFolder;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/// The private folder of an unfinished run: what its first attempt leaves there, and a numbered
/// folder for each further one. It is what a run leaves for the next Fettle where this one dies;
/// its layout is a format (`v1` in its path).
record RunFolder(Path path) {
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    static RunFolder of(StateFolder state, RunId id) {
        return new RunFolder(state.runs().resolve(id.text()));
    }

    boolean exists() {
        return Files.isDirectory(path);
    }

    /// The definition with which the newest attempt was started: the automation's own may have
    /// changed since. Empty where no program was started yet.
    Optional<String> definition() throws IOException {
        int newest = newestAttempt();
        return newest > 0 && attempt(newest).isStarted()
                ? attempt(newest).begun().map(AttemptFolder.Begun::definition)
                : Optional.empty();
    }

    /// The inputs' paths, each ended by NUL: what `FETTLE_INPUTS` names.
    Path writeInputList(List<Path> inputs) throws IOException {
        var file = path.resolve("inputs");
        try (var out = Files.newOutputStream(file)) {
            for (var input : inputs) {
                out.write(PathBytes.of(input));
                out.write(0);
            }
        }
        return file;
    }

    /// The first one's is the run's own: few runs have a second, and a folder costs a small run
    /// more than its files do.
    AttemptFolder attempt(int number) {
        return new AttemptFolder(
                number == 1 ? path : path.resolve(Integer.toString(number)), number);
    }

    /// The number of the newest attempt; 0 where none was begun.
    int newestAttempt() {
        int number = 0;
        while (attempt(number + 1).exists()) {
            number++;
        }
        return number;
    }

    /// Where secrets lie that the program was given as files.
    Path secrets() {
        return SecretFiles.folder(path.getFileName().toString());
    }

    /// Where checks lay what they need for a moment.
    Path scratch() {
        return path.resolve("scratch");
    }

    /// Held by whoever uses the folder for a look outside of any run.
    Path looking() {
        return path.resolve("looking");
    }

    void delete() throws IOException {
        if (Files.exists(secrets())) {
            FolderTree.delete(secrets());
        }
        if (!exists()) {
            return;
        }
        attempt(1).delete(); // of most runs that is all
        try {
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException e) {
            FolderTree.delete(path);
        }
    }

    static void makePrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) { // to look costs a tenth of what it costs to try in vain
            Files.createDirectories(folder, PRIVATE);
        }
    }
}
