package dev.fettle.check.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// A part of a file, as a stream.
final class ChannelPart extends InputStream {
    private final FileChannel channel;
    private long at;
    private long left;

    ChannelPart(FileChannel channel, long at, long length) {
        this.channel = channel;
        this.at = at;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int got = channel.read(ByteBuffer.wrap(into, from, (int) Math.min(length, left)), at);
        at += Math.max(0, got);
        left -= Math.max(0, got);
        return got;
    }
}
