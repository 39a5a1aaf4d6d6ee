package dev.fettle.check.backup;

import dev.fettle.check.archive.Members;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Compares the bytes of a member with those of the live file.
final class MemberBytes implements Members.Taker {
    private final LongConsumer differs;
    private Optional<FileChannel> live;
    private ByteBuffer piece = ByteBuffer.allocate(0);

    /// @param differs is told where, once
    MemberBytes(Path file, LongConsumer differs) {
        this.differs = differs;
        this.live = open(file);
    }

    private static Optional<FileChannel> open(Path file) {
        try {
            return Optional.of(FileChannel.open(file, StandardOpenOption.READ));
        } catch (IOException e) {
            return Optional.empty(); // it may not be read: nothing to compare with
        }
    }

    @Override
    public void take(long at, byte[] bytes, int from, int length) {
        if (live.isEmpty()) {
            return;
        }
        try {
            var found = read(live.get(), at, length);
            int place = found.mismatch(ByteBuffer.wrap(bytes, from, length).slice());
            if (place >= 0) {
                differs.accept(at + place);
                end();
            }
        } catch (IOException e) {
            end();
        }
    }

    private ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        if (piece.capacity() < length) {
            piece = ByteBuffer.allocate(length);
        }
        piece.clear().limit(length);
        FullReads.fill(piece, channel, at);
        return piece.flip();
    }

    @Override
    public void end() {
        try {
            if (live.isPresent()) {
                live.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            live = Optional.empty();
        }
    }
}
