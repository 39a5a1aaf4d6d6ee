package dev.fettle.trigger;

import dev.fettle.automation.Watch;
import dev.fettle.platform.FileId;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What lies in a watched folder now.
final class Inbox {
    private final Watch watch;
    private final InputNames names;

    Inbox(Watch watch) {
        this.watch = watch;
        this.names = new InputNames(watch);
    }

    /// @param files paths that can be inputs, with what they look like
    /// @param folders the watched folder and, where it is watched recursively, those below it
    record Contents(List<Lying> files, List<Path> folders) {}

    record Lying(Path path, FileId id) {}

    boolean isThere() {
        return Files.isDirectory(watch.folder());
    }

    Contents contents() throws IOException {
        return below(watch.folder());
    }

    /// The same for one folder below the watched one.
    Contents below(Path top) throws IOException {
        var files = new ArrayList<Lying>();
        var folders = new ArrayList<Path>();
        var ahead = new ArrayDeque<Path>();
        ahead.add(top);
        while (!ahead.isEmpty()) {
            var folder = ahead.remove();
            folders.add(folder);
            try (var children = Files.newDirectoryStream(folder)) {
                for (var child : children) {
                    if (watch.recursive() && isFolder(child) && names.canBeEntered(child)) {
                        ahead.add(child);
                    } else {
                        input(child).ifPresent(files::add);
                    }
                }
            } catch (NoSuchFileException | NotDirectoryException e) {
                if (folder.equals(watch.folder())) {
                    throw e; // a folder below may go while it is read; the watched one may not go
                    // unnoticed
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        return new Contents(files, folders);
    }

    /// The file where it can be an input: by its name, and a regular file (or a link to one, where
    /// links are followed).
    Optional<Lying> input(Path file) throws IOException {
        if (!names.canBeInput(file)) {
            return Optional.empty();
        }
        var id = FileId.of(file);
        if (id.isPresent() && id.get().kind() == FileId.Kind.LINK && watch.followLinks()) {
            id = FileId.following(file);
        }
        return id.filter(i -> i.kind() == FileId.Kind.FILE).map(i -> new Lying(file, i));
    }

    boolean canBeEntered(Path folder) {
        return watch.recursive() && names.canBeEntered(folder);
    }

    private static boolean isFolder(Path path) throws IOException {
        return FileId.of(path).map(id -> id.kind() == FileId.Kind.FOLDER).orElse(false);
    }
}
