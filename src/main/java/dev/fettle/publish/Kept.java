package dev.fettle.publish;

import dev.fettle.platform.FileId;
import dev.fettle.publish.Publication.File;
import dev.fettle.publish.Publication.VersionState;
import java.io.IOException;
import java.util.Optional;

/// What is kept of a file after it was moved. Mostly what was foreseen; but between the plan and
/// the move the user may have saved, made or deleted it.
final class Kept {
    private Kept() {}

    static File afterPublishing(File file) throws IOException {
        var kept = FileId.of(file.version());
        if (kept.isEmpty()) {
            return with(file, Optional.empty(), 0, VersionState.NONE, 0);
        }
        boolean asForeseen =
                file.versionState() == VersionState.KEPT
                        && file.there().filter(t -> isTheSame(t, kept.get())).isPresent();
        var sha256 = asForeseen ? file.replaced() : Optional.of(Digest.of(file.version()));
        long size = kept.get().size();
        return with(file, sha256, size, VersionState.KEPT, size);
    }

    static File afterUndo(File file) throws IOException {
        var kept = FileId.of(file.redo());
        return with(
                file,
                file.replaced(),
                file.replacedSize(),
                kept.isPresent() ? VersionState.KEPT : VersionState.NONE,
                kept.map(FileId::size).orElse(0L));
    }

    /// A copy has another inode.
    private static boolean isTheSame(Mark mark, FileId file) {
        return mark.size() == file.size() && mark.mtime() == file.mtimeNanos();
    }

    private static File with(
            File file, Optional<String> replaced, long size, VersionState state, long kept) {
        return new File(
                file.n(),
                file.kind(),
                file.path(),
                file.staged(),
                file.origin(),
                file.size(),
                file.sha256(),
                file.mark(),
                replaced,
                size,
                file.version(),
                state,
                kept,
                file.coming(),
                file.there());
    }
}
