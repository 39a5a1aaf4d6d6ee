package dev.fettle.history;

import dev.fettle.platform.FileId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// A row of the ledger of inputs: the content that a path had when it was last handled.
///
/// @param hashedAt when `sha256` was taken; a hash taken right after a change is not trusted by
///   size and times alone, since a second change may have left them the same
public record LedgerEntry(
        Path path,
        long size,
        long mtimeNanos,
        long ctimeNanos,
        long inode,
        long device,
        Instant hashedAt,
        String sha256,
        InputState state,
        Optional<String> reason,
        Optional<String> run) {
    /// Of a file that an undo brings back: it may have been changed where it lay, and only its
    /// bytes tell. Until somebody has read them, news that it had left are older than its entry.
    public static final Instant NOT_READ_SINCE = Instant.EPOCH;

    private static final long RACY_NANOS = 50_000_000;

    public static LedgerEntry of(
            Path path,
            FileId id,
            Instant hashedAt,
            String sha256,
            InputState state,
            Optional<String> reason,
            Optional<String> run) {
        return new LedgerEntry(
                path,
                id.size(),
                id.mtimeNanos(),
                id.ctimeNanos(),
                id.inode(),
                id.device(),
                hashedAt,
                sha256,
                state,
                reason,
                run);
    }

    /// Whether nothing of what can be seen without reading it is different.
    public boolean looksLike(FileId now) {
        return size == now.size()
                && mtimeNanos == now.mtimeNanos()
                && ctimeNanos == now.ctimeNanos()
                && inode == now.inode();
    }

    /// Whether the file, by size, times and inode, certainly still has the bytes that were hashed.
    public boolean certainlyUnchanged(FileId now, boolean coarseTimes) {
        long margin = coarseTimes ? 2_000_000_000L : RACY_NANOS;
        long hashed = hashedAt.getEpochSecond() * 1_000_000_000L + hashedAt.getNano();
        return looksLike(now) && device == now.device() && hashed - ctimeNanos > margin;
    }
}
