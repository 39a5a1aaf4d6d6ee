package dev.fettle.check.image;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// A packed chunk of a PNG that holds no pixels: a text, a colour profile. What is in it is
/// nobody's business here, but how large it becomes is: whoever reads it later keeps it whole.
final class PngPacked {
    /// libpng's own limit for such a chunk.
    static final int MOST_BYTES = 8_000_000;

    private PngPacked() {}

    /// Whether it unpacks to more than any program should keep.
    static boolean isBomb(byte[] chunk, boolean international) {
        int at = after(chunk, 0) + 1;
        if (international) {
            boolean packed = at < chunk.length && chunk[at - 1] == 1;
            at = packed ? after(chunk, after(chunk, at + 1)) : chunk.length;
        }
        return at < chunk.length && unpacksBeyond(chunk, at);
    }

    /// The place after the next zero.
    private static int after(byte[] chunk, int from) {
        int at = from;
        while (at < chunk.length && chunk[at] != 0) {
            at++;
        }
        return at + 1;
    }

    private static boolean unpacksBeyond(byte[] chunk, int from) {
        var inflater = new Inflater();
        byte[] out = new byte[1 << 15];
        long bytes = 0;
        try {
            inflater.setInput(chunk, from, chunk.length - from);
            for (int got = inflater.inflate(out);
                    got > 0 && bytes <= MOST_BYTES;
                    got = inflater.inflate(out)) {
                bytes += got;
            }
        } catch (DataFormatException e) {
            return false; // a text that nobody can read harms no pixel
        } finally {
            inflater.end();
        }
        return bytes > MOST_BYTES;
    }
}
