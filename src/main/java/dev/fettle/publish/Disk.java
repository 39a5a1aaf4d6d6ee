package dev.fettle.publish;

import dev.fettle.platform.Attributes;
import dev.fettle.platform.FileId;
import dev.fettle.platform.Renames;
import dev.fettle.platform.Sync;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;

/// The acts by which publishing changes a disk, each announced to [Steps].
final class Disk {

    private final Steps steps;

    Disk(Steps steps) {
        this.steps = steps;
    }

    /// A second name for the same file.
    ///
    /// @return false where the file system, or the kernel for this file, gives none
    boolean link(Path file, Path name) throws IOException {
        steps.before("link", name);
        try {
            Renames.link(file, name);
            return true;
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            // No hard links here (vfat), too many already, or fs.protected_hardlinks forbids it for
            // a
            // file of somebody else: a copy serves, and says what is wrong where that is all the
            // disk.
            return false;
        }
    }

    /// A copy that is whole or not there: made as `half`, synced, renamed.
    void copy(Path file, Path name, Path half) throws IOException {
        steps.before("copy", half);
        Files.deleteIfExists(half);
        Files.copy(file, half, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
        if (!Files.isSymbolicLink(half)) {
            Attributes.adopt(file, half);
            Files.setLastModifiedTime(half, Files.getLastModifiedTime(file));
            steps.before("sync", half);
            Sync.file(half);
        }
        steps.before("rename", name);
        Renames.replace(half, name);
    }

    /// The name is at no moment absent.
    void replace(Path file, Path name) throws IOException {
        steps.before("replace", name);
        Renames.replace(file, name);
    }

    /// @return false, and nothing done, where the name is taken
    boolean place(Path file, Path name) throws IOException {
        steps.before("place", name);
        try {
            return Renames.noReplace(file, name);
        } catch (FileSystemException | UnsupportedOperationException e) {
            if (FileId.of(file).isEmpty() || FileId.of(name).isPresent()) {
                throw e;
            }
            // Neither such a rename nor hard links here (some of FUSE): look, then rename.
            Renames.replace(file, name);
            return true;
        }
    }

    void delete(Path name) throws IOException {
        steps.before("delete", name);
        Files.deleteIfExists(name);
    }

    /// Made where it is missing; its mode is set in any case, since a crash may have come in
    /// between.
    void makeFolder(Folder folder) throws IOException {
        steps.before("make folder", folder.path());
        try {
            Files.createDirectory(folder.path());
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder.path(), LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        }
        steps.before("set mode", folder.path());
        Files.setAttribute(folder.path(), "unix:mode", folder.mode());
    }

    /// Makes the folder, and those above it that are missing, for Fettle's eyes only.
    void makePrivateFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            steps.before("make folder", folder);
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
    }

    /// @return whether it is gone; one that holds something stays
    boolean removeFolderIfEmpty(Path folder) throws IOException {
        steps.before("remove folder", folder);
        try {
            Files.deleteIfExists(folder);
            return true;
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
    }

    /// Mode, group, ACL and extended attributes as those of another file.
    void adopt(Path from, Path to) throws IOException {
        steps.before("adopt", to);
        Attributes.adopt(from, to);
    }

    void sync(Collection<Path> files, Collection<Path> folders) throws IOException {
        if (!files.isEmpty() || !folders.isEmpty()) {
            steps.before("sync", List.of(files, folders));
            Sync.all(files, folders);
        }
    }

    static boolean isEmptyFolder(Path folder) throws IOException {
        if (FileId.of(folder).filter(f -> f.kind() == FileId.Kind.FOLDER).isEmpty()) {
            return false;
        }
        try (var inside = Files.newDirectoryStream(folder)) {
            return !inside.iterator().hasNext();
        }
    }
}
