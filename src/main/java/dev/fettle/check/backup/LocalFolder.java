package dev.fettle.check.backup;

import dev.fettle.platform.PathBytes;
import dev.fettle.platform.Silence;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/// A repository in this machine's tree of folders. Both programs mark one by a file `config`.
record LocalFolder(Repository repository, Path folder) {
    private static final String MARK = "config";

    /// What can be seen without the program: whether there is a repository, and on which disk.
    void look(Around around) throws IOException, Ended {
        var silence = Silence.at(folder);
        if (silence.isPresent()) {
            throw new Ended(new Diagnosis.Unmade("unreachable", silence.get().words()));
        }
        try {
            Files.readAttributes(folder.resolve(MARK), BasicFileAttributes.class);
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new Ended(gone());
        } catch (AccessDeniedException e) {
            throw new Ended(
                    new Diagnosis.Unmade("refused", repository.shown() + ": permission denied"));
        }
        Identity.requireDisk(folder, repository, around);
    }

    /// The bytes of `config`, where they can be read: the program says what keeps them from us.
    Optional<byte[]> mark() {
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(MARK)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Diagnosis gone() throws IOException {
        return new Diagnosis.Faulty(
                Fault.GONE,
                "the repository " + repository.shown(),
                !Files.isDirectory(folder)
                        ? "there is no folder %s; is its disk mounted?"
                                .formatted(PathBytes.shown(folder))
                        : names("").isEmpty()
                                ? "the folder is empty; is its disk mounted?"
                                : "the folder holds no repository");
    }

    /// The names in one of its folders.
    Set<String> names(String below) throws IOException {
        var names = new TreeSet<String>();
        try (var found = Files.newDirectoryStream(folder.resolve(below))) {
            found.forEach(path -> names.add(path.getFileName().toString()));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Set.of();
        }
        return names;
    }

    /// Whether nothing lies in one of its folders, as far as it can be looked into.
    boolean isEmpty(String below) throws IOException {
        try {
            return names(below).isEmpty();
        } catch (AccessDeniedException e) {
            return false;
        }
    }

    /// How many bytes lie in one of its folders, counted no further than `enough`.
    long bytes(String below, long enough) throws IOException {
        var sum = new AtomicLong();
        Files.walkFileTree(
                folder.resolve(below),
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
                        return sum.addAndGet(is.size()) > enough
                                ? FileVisitResult.TERMINATE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        return FileVisitResult.CONTINUE; // the program will say so
                    }
                });
        return sum.get();
    }
}
