package dev.fettle.check.image;

import java.io.IOException;

/// Walks the boxes of a HEIC or AVIF (ISO/IEC 14496-12 and 23008-12): they, and every stretch of
/// data that they name, are wholly there. The pixels are for an installed program.
final class HeifWalk {
    private static final int DEEPEST = 8;
    private static final int MOST_BOXES = 100_000;

    private final Bytes in;
    private int width;
    private int height;
    private boolean turned;
    private boolean described;
    private boolean data;
    private int boxes;

    private HeifWalk(Bytes in) {
        this.in = in;
    }

    static Picture walk(Bytes in, Format format) throws IOException, Damaged {
        var walk = new HeifWalk(in);
        walk.boxes(in.size(), 0);
        if (!walk.data) {
            throw Damaged.truncated("there is no image data");
        }
        var picture = new Picture(format, walk.width, walk.height, walk.described, 0);
        return walk.turned ? picture.turned() : picture;
    }

    private void boxes(long end, int depth) throws IOException, Damaged {
        while (in.position() < end) {
            long start = in.position();
            long length = in.u32();
            int type = (int) in.u32();
            if (length == 1) {
                length = in.u32() << 32 | in.u32();
            } else if (length == 0) {
                length = end - start;
            }
            long next = start + length;
            if (length < in.position() - start || ++boxes > MOST_BOXES) {
                throw Damaged.damaged("a box with an impossible length");
            }
            if (next > end) {
                throw Damaged.truncated(
                        "a box ends %d bytes beyond the file".formatted(next - end));
            }
            box(type, next, depth);
            in.seek(next);
        }
    }

    private void box(int type, long end, int depth) throws IOException, Damaged {
        switch (name(type)) {
            case "meta" -> {
                in.skip(4);
                inside(end, depth);
            }
            case "iprp", "ipco", "moov" -> inside(end, depth);
            case "mdat" -> data = true;
            case "idat" -> data = true;
            case "ispe" -> size();
            case "irot" -> turned |= (in.u8() & 1) != 0;
            case "iloc" -> locations();
            case "iinf" -> items(end);
            default -> {} // what says nothing about where the image is
        }
    }

    private void inside(long end, int depth) throws IOException, Damaged {
        if (depth > DEEPEST) {
            throw Damaged.damaged("boxes in boxes without end");
        }
        boxes(end, depth + 1);
    }

    /// The largest is the image; the others are its tiles and thumbnails.
    private void size() throws IOException, Damaged {
        in.skip(4);
        int across = (int) in.u32();
        int down = (int) in.u32();
        if ((long) across * down > (long) width * height) {
            width = across;
            height = down;
        }
    }

    private void items(long end) throws IOException, Damaged {
        int version = in.u8();
        in.skip(3);
        in.skip(version == 0 ? 2 : 4);
        while (in.position() + 8 <= end) {
            long next = in.position() + in.u32();
            in.skip(4);
            int infe = in.u8();
            in.skip(3);
            in.skip(infe < 3 ? 4 : 6);
            if (infe >= 2) {
                var kind = name((int) in.u32());
                described |= kind.equals("Exif") || kind.equals("mime");
            }
            in.seek(next);
        }
    }

    private void locations() throws IOException, Damaged {
        int version = in.u8();
        in.skip(3);
        int sizes = in.u16();
        int items = version < 2 ? in.u16() : (int) in.u32();
        for (int i = 0; i < items; i++) {
            in.skip(version < 2 ? 2 : 4);
            int method = version == 0 ? 0 : in.u16() & 15;
            in.skip(2);
            long base = number(sizes >> 4 & 15);
            int extents = in.u16();
            for (int j = 0; j < extents; j++) {
                number(version == 0 ? 0 : sizes & 15);
                long offset = number(sizes >> 12);
                long length = number(sizes >> 8 & 15);
                if (method == 0 && base + offset + length > in.size()) {
                    throw Damaged.truncated("the image data goes on beyond the file");
                }
            }
        }
    }

    private long number(int bytes) throws IOException, Damaged {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = number << 8 | in.u8();
        }
        return number;
    }

    private static String name(int type) {
        return "%c%c%c%c".formatted(type >>> 24, type >> 16 & 0xff, type >> 8 & 0xff, type & 0xff);
    }
}
