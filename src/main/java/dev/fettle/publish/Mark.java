package dev.fettle.publish;

import dev.fettle.platform.FileId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// What a file is recognised by wherever it is moved: inode, size and time of last change. A rename
/// or a new hard link changes none of them (but the ctime, which is why that is no part of it); an
/// inode that was given out again hardly ever comes with the same time.
record Mark(long inode, long size, long mtime) {
    static Mark of(FileId file) {
        return new Mark(file.inode(), file.size(), file.mtimeNanos());
    }

    static Optional<Mark> at(Path path) throws IOException {
        return FileId.of(path).map(Mark::of);
    }

    boolean fits(FileId file) {
        return equals(of(file));
    }
}
