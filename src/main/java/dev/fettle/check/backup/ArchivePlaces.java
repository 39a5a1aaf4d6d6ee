package dev.fettle.check.backup;

import dev.fettle.platform.FileId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// The members of an archive, asked for by their places in the source.
///
/// @param prefix before each name
/// @param written when the archive was, in nanoseconds
record ArchivePlaces(MemberIndex index, Path prefix, String shown, long written)
        implements Keeping {
    @Override
    public Optional<Kept> at(Path below) {
        return index.get(prefix.resolve(below), written);
    }

    /// `find -type f | tar -T -` packs no folder.
    @Override
    public Optional<Kept> folderWithoutEntry() {
        return Optional.of(new Kept(FileId.Kind.FOLDER, OptionalLong.empty(), written, written));
    }

    @Override
    public long grain() {
        return TimeUnit.SECONDS.toNanos(1);
    }
}
