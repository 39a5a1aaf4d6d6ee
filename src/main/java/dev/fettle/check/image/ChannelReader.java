package dev.fettle.check.image;

import com.drew.lang.BufferBoundsException;
import com.drew.lang.RandomAccessReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Lets the library of metadata read a TIFF from where it lies: by itself it keeps all that lies
/// before the description, which most programs write at the end of the file.
final class ChannelReader extends RandomAccessReader {
    private static final int BUFFER = 1 << 13;

    private final FileChannel channel;
    private final long length;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private long base;

    ChannelReader(FileChannel channel) throws IOException {
        this.channel = channel;
        this.length = channel.size();
        buffer.limit(0);
    }

    @Override
    public int toUnshiftedOffset(int localOffset) {
        return localOffset;
    }

    @Override
    public byte getByte(int index) throws IOException {
        validateIndex(index, 1);
        if (index < base || index >= base + buffer.limit()) {
            base = index;
            fill(buffer.clear(), base);
        }
        return buffer.get((int) (index - base));
    }

    @Override
    public byte[] getBytes(int index, int count) throws IOException {
        validateIndex(index, count);
        DescriptionReader.refuseBeyond(count);
        var bytes = ByteBuffer.allocate(count);
        fill(bytes, index);
        return bytes.array();
    }

    private void fill(ByteBuffer target, long from) throws IOException {
        long at = from;
        int got = 1;
        while (target.hasRemaining() && got > 0) {
            got = channel.read(target, at);
            at += Math.max(got, 0);
        }
        target.flip();
    }

    @Override
    protected void validateIndex(int index, int bytesRequested) throws IOException {
        if (!isValidIndex(index, bytesRequested)) {
            throw new BufferBoundsException(index, bytesRequested, length);
        }
    }

    @Override
    protected boolean isValidIndex(int index, int bytesRequested) {
        return index >= 0 && bytesRequested >= 0 && (long) index + bytesRequested <= length;
    }

    @Override
    public long getLength() {
        return length;
    }
}
