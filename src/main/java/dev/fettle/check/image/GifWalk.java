package dev.fettle.check.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Walks a GIF: every block of every frame, each frame's codes up to its last pixel, and the end
/// mark.
final class GifWalk {
    private static final int MOST_CODES = 4096;

    private final Bytes in;

    /// How many pixels each code stands for: all that has to be known to count them.
    private final int[] lengths = new int[MOST_CODES];

    private int blockLeft;
    private boolean described;
    private long descriptions;

    private GifWalk(Bytes in) {
        this.in = in;
    }

    static Picture walk(Bytes in) throws IOException, Damaged {
        return new GifWalk(in).walk();
    }

    private Picture walk() throws IOException, Damaged {
        in.skip(6);
        int width = in.u16little();
        int height = in.u16little();
        int flags = in.u8();
        in.skip(2);
        palette(flags);
        int frames = 0;
        while (true) {
            if (in.left() == 0) {
                throw Damaged.truncated("the file ends without the mark that ends the image");
            }
            switch (in.u8()) {
                case 0x21 -> extension();
                case 0x2c -> {
                    frame();
                    frames++;
                }
                case 0x3b -> {
                    if (frames == 0) {
                        throw Damaged.damaged("there is no image in it");
                    }
                    return new Picture(Format.GIF, width, height, described, 0);
                }
                default -> throw Damaged.damaged("no block begins at byte " + (in.position() - 1));
            }
        }
    }

    private void palette(int flags) throws IOException, Damaged {
        if ((flags & 0x80) != 0) {
            in.skip(3L << ((flags & 7) + 1));
        }
    }

    private void extension() throws IOException, Damaged {
        int label = in.u8();
        int length = in.u8();
        byte[] head = new byte[length];
        in.read(head, 0, length);
        boolean xmp = new String(head, StandardCharsets.ISO_8859_1).startsWith("XMP Data");
        described |= (label == 0xfe && length > 0) || (label == 0xff && xmp);
        long start = in.position();
        if (length > 0) {
            skipBlocks();
        }
        descriptions += in.position() - start;
        DescriptionReader.refuseBomb(descriptions);
    }

    private void skipBlocks() throws IOException, Damaged {
        for (int length = in.u8(); length > 0; length = in.u8()) {
            in.skip(length);
        }
    }

    private void frame() throws IOException, Damaged {
        in.skip(4);
        long pixels = (long) in.u16little() * in.u16little();
        palette(in.u8());
        int size = in.u8();
        if (size < 1 || size > 11) {
            throw Damaged.damaged("an impossible size of codes");
        }
        blockLeft = in.u8();
        if (blockLeft == 0) {
            throw Damaged.truncated("a frame without image data");
        }
        codes(size, pixels);
        in.skip(blockLeft);
        skipBlocks();
    }

    /// LZW as in the GIF89a specification, appendix F. Codes that come after the last pixel are
    /// left alone, as decoders do.
    private void codes(int size, long pixels) throws IOException, Damaged {
        int clear = 1 << size;
        Arrays.fill(lengths, 0, clear, 1);
        int next = clear + 2;
        int width = size + 1;
        int before = -1;
        int bits = 0;
        int count = 0;
        long left = pixels;
        while (left > 0) {
            while (count < width) {
                bits |= dataByte() << count;
                count += 8;
            }
            int code = bits & ((1 << width) - 1);
            bits >>>= width;
            count -= width;
            if (code == clear) {
                next = clear + 2;
                width = size + 1;
                before = -1;
            } else if (code == clear + 1) {
                throw Damaged.truncated("the image data ends before the image does");
            } else {
                boolean known = code < clear || (code < next && code > clear);
                if (!known && (code != next || before < 0)) {
                    throw Damaged.damaged("the image data holds a code that does not exist");
                }
                if (before >= 0 && next < MOST_CODES) {
                    lengths[next++] = lengths[before] + 1;
                    width += next == 1 << width && width < 12 ? 1 : 0;
                }
                left -= lengths[code];
                before = code;
            }
        }
    }

    private int dataByte() throws IOException, Damaged {
        if (blockLeft == 0) {
            blockLeft = in.u8();
            if (blockLeft == 0) {
                throw Damaged.truncated("the image data ends before the image does");
            }
        }
        blockLeft--;
        return in.u8();
    }
}
