package dev.fettle.check.backup;

import dev.fettle.platform.FileId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Compares a file with what is kept of it, byte by byte.
final class SameBytes {
    private static final int PIECE = 1 << 18;

    private final ByteBuffer one = ByteBuffer.allocate(PIECE);
    private final ByteBuffer other = ByteBuffer.allocate(PIECE);

    /// What is wrong with the kept one; empty where nothing is, or where either was written to
    /// meanwhile.
    Optional<String> difference(Path live, FileId seen, Path kept) throws IOException {
        var before = FileId.of(kept);
        var found = difference(live, kept);
        return found.isEmpty() || !isStill(live, Optional.of(seen)) || !isStill(kept, before)
                ? Optional.empty()
                : found;
    }

    private static boolean isStill(Path file, Optional<FileId> seen) throws IOException {
        var now = FileId.of(file);
        return now.isPresent() && seen.isPresent() && now.get().unchanged(seen.get());
    }

    private Optional<String> difference(Path live, Path kept) throws IOException {
        try (var source = open(live)) {
            if (source.isEmpty()) {
                return Optional.empty();
            }
            try (var copy = FileChannel.open(kept, StandardOpenOption.READ)) {
                return difference(source.get(), copy);
            }
        }
    }

    /// A source that may not be read cannot be compared with.
    private static Opened open(Path live) {
        try {
            return new Opened(Optional.of(FileChannel.open(live, StandardOpenOption.READ)));
        } catch (IOException e) {
            return new Opened(Optional.empty());
        }
    }

    private record Opened(Optional<FileChannel> channel) implements AutoCloseable {
        boolean isEmpty() {
            return channel.isEmpty();
        }

        FileChannel get() {
            return channel.orElseThrow();
        }

        @Override
        public void close() throws IOException {
            if (channel.isPresent()) {
                channel.get().close();
            }
        }
    }

    private Optional<String> difference(FileChannel source, FileChannel copy) throws IOException {
        for (long at = 0; ; at += PIECE) {
            boolean isRead = fill(other, copy, at);
            if (!isRead) {
                return Optional.of("cannot be read from byte %d on: the disk fails".formatted(at));
            }
            if (!fill(one, source, at)) {
                return Optional.empty();
            }
            int differs = one.mismatch(other);
            if (differs >= 0) {
                return Optional.of("has another byte at " + (at + differs));
            }
            if (one.limit() < PIECE) {
                return Optional.empty();
            }
        }
    }

    /// @return false where the disk cannot give back what lies on it
    private static boolean fill(ByteBuffer piece, FileChannel from, long at) throws IOException {
        piece.clear();
        try {
            FullReads.fill(piece, from, at);
        } catch (IOException e) {
            if ("Input/output error".equals(e.getMessage())) {
                return false;
            }
            throw e;
        }
        piece.flip();
        return true;
    }
}
