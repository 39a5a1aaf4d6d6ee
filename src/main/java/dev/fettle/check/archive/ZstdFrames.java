package dev.fettle.check.archive;

import dev.fettle.check.archive.Unreadable.Unread;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// The frames of a Zstandard stream (RFC 8878) on their way to the decoder: one that would need a
/// large window never gets there, since the decoder makes room for what a frame asks for; frames to
/// be skipped, which the decoder does not know, are.
final class ZstdFrames extends InputStream {
    /// What the RFC wants every decoder to have.
    private static final long MOST_WINDOW = 8 << 20;

    private static final int MAGIC = 0xfd2fb528;
    private static final int SKIPPABLE = 0x184d2a50;
    private static final int RUN_LENGTH = 1;
    private static final int RESERVED = 3;
    private static final int[] ID_LENGTHS = {0, 1, 2, 4};
    private static final int[] SIZE_LENGTHS = {0, 2, 4, 8};

    private final InputStream in;
    private byte[] held = new byte[0];
    private int given;
    private long toPass;
    private boolean inFrame;
    private boolean hasSum;

    ZstdFrames(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (given == held.length && toPass == 0 && !advance()) {
            return -1;
        }
        if (given < held.length) {
            int count = Math.min(length, held.length - given);
            System.arraycopy(held, given, into, from, count);
            given += count;
            return count;
        }
        int got = in.read(into, from, (int) Math.min(length, toPass));
        if (got < 0) {
            throw new EOFException();
        }
        toPass -= got;
        return got;
    }

    /// To the next header of a frame or block; false at the end.
    private boolean advance() throws IOException {
        given = 0;
        if (inFrame) {
            held = exactly(3);
            block(number(held, 0, 3));
            return true;
        }
        while (true) {
            held = in.readNBytes(4);
            if (held.length == 0) {
                return false;
            }
            int magic = held.length < 4 ? 0 : (int) number(held, 0, 4);
            if (magic == MAGIC) {
                frame();
                return true;
            }
            if ((magic & ~0xf) != SKIPPABLE) {
                throw new IOException("something stands there that is no frame");
            }
            in.skipNBytes(number(exactly(4), 0, 4));
        }
    }

    private void frame() throws IOException {
        var header = new ByteArrayOutputStream();
        header.writeBytes(held);
        int described = exactly(1)[0] & 0xff;
        boolean single = (described & 0x20) != 0;
        int sizeLength = SIZE_LENGTHS[described >> 6];
        sizeLength = single && sizeLength == 0 ? 1 : sizeLength;
        var rest = exactly((single ? 0 : 1) + ID_LENGTHS[described & 3] + sizeLength);
        long size = number(rest, rest.length - sizeLength, sizeLength);
        if ((single ? size : window(rest[0] & 0xff)) > MOST_WINDOW || single && size < 0) {
            throw new Meter.Stop(
                    new Unread("too-large", "it needs more memory to be read than is given here"));
        }
        header.write(described);
        header.writeBytes(rest);
        held = header.toByteArray();
        hasSum = (described & 4) != 0;
        inFrame = true;
    }

    private static long window(int described) {
        long base = 1L << (10 + (described >> 3));
        return base + base / 8 * (described & 7);
    }

    private void block(long header) throws IOException {
        int type = (int) (header >> 1 & 3);
        if (type == RESERVED) {
            throw new IOException("a block is of no known kind");
        }
        boolean last = (header & 1) != 0;
        toPass = (type == RUN_LENGTH ? 1 : header >> 3) + (last && hasSum ? 4 : 0);
        inFrame = !last;
    }

    private byte[] exactly(int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static long number(byte[] bytes, int from, int length) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | bytes[from + i] & 0xff;
        }
        return value;
    }
}
