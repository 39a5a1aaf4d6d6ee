package dev.fettle.check.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// A file read from front to back through one small buffer. The end of the file is a fault wherever
/// a walk still needs a byte. Reading is interruptible, so that a check over its limit ends.
final class Bytes implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final FileChannel channel;
    private final ByteBuffer target;
    private final long size;

    /// The entropy decoder reads here directly: a call for each byte would be its greatest cost.
    final byte[] buffer = new byte[BUFFER];

    int at;
    int end;
    private long base;

    private Bytes(FileChannel channel) throws IOException {
        this.channel = channel;
        this.target = ByteBuffer.wrap(buffer);
        this.size = channel.size();
    }

    /// Opens a regular file; anything else could keep the reader waiting for ever.
    static Bytes open(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("no regular file");
        }
        return new Bytes(FileChannel.open(file, StandardOpenOption.READ));
    }

    long size() {
        return size;
    }

    long position() {
        return base + at;
    }

    long left() {
        return size - position();
    }

    /// The next byte, or -1 at the end.
    int next() throws IOException {
        if (at == end && !refill()) {
            return -1;
        }
        return buffer[at++] & 0xff;
    }

    int u8() throws IOException, Damaged {
        int b = next();
        if (b < 0) {
            throw Damaged.truncated(
                    "the file ends at byte " + position() + ", before the image does");
        }
        return b;
    }

    int u16() throws IOException, Damaged {
        return u8() << 8 | u8();
    }

    long u32() throws IOException, Damaged {
        return (long) u16() << 16 | u16();
    }

    int u16little() throws IOException, Damaged {
        return u8() | u8() << 8;
    }

    long u32little() throws IOException, Damaged {
        return u16little() | (long) u16little() << 16;
    }

    /// The first bytes, fewer where the file is shorter.
    byte[] head(int most) throws IOException {
        if (at == end) {
            refill();
        }
        return Arrays.copyOfRange(buffer, at, Math.min(at + most, end));
    }

    void read(byte[] into, int from, int length) throws IOException, Damaged {
        int done = 0;
        while (done < length) {
            if (at == end && !refill()) {
                throw Damaged.truncated(
                        "the file ends at byte " + size + ", before the image does");
            }
            int piece = Math.min(length - done, end - at);
            System.arraycopy(buffer, at, into, from + done, piece);
            at += piece;
            done += piece;
        }
    }

    /// Skips bytes that must be there.
    void skip(long length) throws IOException, Damaged {
        if (length > left()) {
            throw Damaged.truncated(
                    "the file ends at byte %d, %d bytes short".formatted(size, length - left()));
        }
        seek(position() + length);
    }

    /// Goes to a place inside the file.
    void seek(long position) throws IOException, Damaged {
        if (position < 0 || position > size) {
            throw Damaged.truncated(
                    "the file ends at byte %d, and the image goes on at %d"
                            .formatted(size, position));
        }
        if (position >= base && position <= base + end) {
            at = (int) (position - base);
            return;
        }
        base = position;
        at = 0;
        end = 0;
        channel.position(position);
    }

    /// Reads the next piece; false at the end of the file.
    boolean refill() throws IOException {
        base += end;
        at = 0;
        end = 0;
        target.clear();
        int got = channel.read(target);
        end = Math.max(got, 0);
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
