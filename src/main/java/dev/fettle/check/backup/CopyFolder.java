package dev.fettle.check.backup;

import dev.fettle.platform.FileId;
import dev.fettle.platform.PathBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// A copy that lies there as files and folders.
record CopyFolder(Path folder) implements Keeping {
    private static final long A_MICROSECOND = 1000;

    /// `rsync -a docs /mnt/backup/` makes a folder `docs` there, `rsync -a docs/ /mnt/backup/` does
    /// not.
    static CopyFolder of(Path source, Path stated) throws IOException, Ended {
        Folders.awake(stated);
        var expected = "a copy of %s at %s".formatted(shown(source), shown(stated));
        if (Folders.kind(stated) != FileId.Kind.FOLDER) {
            throw new Ended(
                    Folders.gone(
                            expected,
                            "there is no folder %s; is its disk mounted?"
                                    .formatted(shown(stated))));
        }
        var folder = stated.toRealPath();
        if (Folders.isEmpty(folder)) {
            throw new Ended(Folders.gone(expected, "the folder is empty; is its disk mounted?"));
        }
        var name = source.getFileName();
        boolean isNamed =
                name != null
                        && Folders.kind(folder.resolve(name)) == FileId.Kind.FOLDER
                        && FileId.of(source.resolve(name)).isEmpty();
        return new CopyFolder(isNamed ? folder.resolve(name) : folder);
    }

    @Override
    public Optional<Kept> at(Path below) throws IOException {
        return FileId.of(folder.resolve(below))
                .map(id ->
                        new Kept(
                                id.kind(),
                                OptionalLong.of(id.size()),
                                id.mtimeNanos(),
                                id.ctimeNanos()));
    }

    @Override
    public Optional<Kept> folderWithoutEntry() {
        return Optional.empty();
    }

    @Override
    public long grain() {
        return A_MICROSECOND;
    }

    @Override
    public String shown() {
        return "the copy " + shown(folder);
    }

    private static String shown(Path path) {
        return PathBytes.shown(path);
    }
}
