package dev.fettle.check.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Walks a PNG: every chunk with its checksum, and the pixels' stream up to exactly the last row.
///
/// What chunks mean to a colour expert is left alone: libpng warns of colour profiles that half of
/// the world's pictures carry.
final class PngWalk {
    private static final int HEADER = code("IHDR");
    private static final int PALETTE = code("PLTE");
    private static final int DATA = code("IDAT");
    private static final int END = code("IEND");
    private static final int INTERNATIONAL = code("iTXt");
    private static final Set<Integer> PACKED = Set.of(code("zTXt"), INTERNATIONAL, code("iCCP"));
    private static final Set<Integer> DESCRIPTIONS =
            Set.of(code("tEXt"), code("zTXt"), INTERNATIONAL, code("eXIf"), code("tIME"));

    private final Bytes in;
    private final CRC32 crc = new CRC32();
    private final byte[] piece = new byte[1 << 13];
    private int width;
    private int height;
    private int colour;
    private boolean palette;
    private boolean described;

    private PngWalk(Bytes in) {
        this.in = in;
    }

    static Picture walk(Bytes in) throws IOException, Damaged {
        return new PngWalk(in).walk();
    }

    private Picture walk() throws IOException, Damaged {
        in.skip(8);
        long length = in.u32();
        if (type() != HEADER || length != 13) {
            throw Damaged.damaged("it does not begin with its header");
        }
        try (var pixels = new Pixels(header())) {
            checksum();
            int before = HEADER;
            for (int type = chunk(before, pixels); type != END; type = chunk(type, pixels)) {
                before = type;
            }
            pixels.refuseMissing();
            if (colour == 3 && !palette) {
                throw Damaged.damaged("the palette is missing");
            }
        }
        return new Picture(Format.PNG, width, height, described, 0);
    }

    private PngRows header() throws IOException, Damaged {
        byte[] head = new byte[13];
        take(head, 13);
        width = big(head, 0);
        height = big(head, 4);
        int depth = head[8];
        colour = head[9];
        boolean known =
                switch (colour) {
                    case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
                    case 2, 4, 6 -> depth == 8 || depth == 16;
                    case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
                    default -> false;
                };
        if (width <= 0
                || height <= 0
                || !known
                || head[10] != 0
                || head[11] != 0
                || head[12] >> 1 != 0) {
            throw Damaged.damaged("a header that says what cannot be");
        }
        int channels = colour == 2 ? 3 : colour == 4 ? 2 : colour == 6 ? 4 : 1;
        return new PngRows(width, height, channels * depth, head[12] == 1);
    }

    /// Reads one chunk and answers its type.
    private int chunk(int before, Pixels pixels) throws IOException, Damaged {
        if (in.left() == 0) {
            throw Damaged.truncated("the file ends without the chunk that ends the image");
        }
        long length = in.u32();
        int type = type();
        if (length > in.left()) {
            throw Damaged.truncated("the file ends in the middle of a chunk");
        }
        if (type == HEADER || (type == DATA && before != DATA && pixels.begun())) {
            throw Damaged.damaged("its chunks are out of order");
        }
        palette |= type == PALETTE;
        described |= DESCRIPTIONS.contains(type);
        boolean kept = PACKED.contains(type);
        if ((kept || DESCRIPTIONS.contains(type)) && length > PngPacked.MOST_BYTES) {
            throw beyondBounds(type);
        }
        var packed = new ByteArrayOutputStream();
        for (long left = length; left > 0; ) {
            int part = (int) Math.min(left, piece.length);
            take(piece, part);
            if (type == DATA) {
                pixels.add(piece, part);
            } else if (kept) {
                packed.write(piece, 0, part);
            }
            left -= part;
        }
        checksum();
        if (kept && PngPacked.isBomb(packed.toByteArray(), type == INTERNATIONAL)) {
            throw beyondBounds(type);
        }
        return type;
    }

    private static Damaged beyondBounds(int type) {
        byte[] name = ByteBuffer.allocate(4).putInt(type).array();
        return Damaged.damaged(
                "%s chunk beyond all bounds"
                        .formatted(new String(name, StandardCharsets.US_ASCII)));
    }

    private int type() throws IOException, Damaged {
        crc.reset();
        byte[] four = new byte[4];
        take(four, 4);
        for (byte b : four) {
            if (!((b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z'))) {
                throw Damaged.damaged("no chunk begins at byte " + (in.position() - 4));
            }
        }
        return big(four, 0);
    }

    private void take(byte[] into, int length) throws IOException, Damaged {
        in.read(into, 0, length);
        crc.update(into, 0, length);
    }

    private void checksum() throws IOException, Damaged {
        if (in.u32() != crc.getValue()) {
            throw Damaged.damaged("a checksum is wrong, before byte " + in.position());
        }
    }

    private static int big(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }

    private static int code(String type) {
        return type.charAt(0) << 24 | type.charAt(1) << 16 | type.charAt(2) << 8 | type.charAt(3);
    }

    /// The compressed pixels, which come in pieces.
    private static final class Pixels implements AutoCloseable {
        private final Inflater inflater = new Inflater();
        private final byte[] out = new byte[1 << 15];
        private final PngRows rows;
        private boolean begun;

        Pixels(PngRows rows) {
            this.rows = rows;
        }

        boolean begun() {
            return begun;
        }

        void add(byte[] bytes, int length) throws Damaged {
            begun = true;
            if (inflater.finished()) {
                throw Damaged.damaged("more image data than the image has room for");
            }
            inflater.setInput(bytes, 0, length);
            try {
                for (int got = inflater.inflate(out); got > 0; got = inflater.inflate(out)) {
                    rows.add(out, got);
                }
            } catch (DataFormatException e) {
                throw Damaged.damaged("image data that cannot be unpacked");
            }
            if (inflater.needsDictionary()
                    || (inflater.finished() && inflater.getRemaining() > 0)) {
                throw Damaged.damaged("more image data than the image has room for");
            }
        }

        void refuseMissing() throws Damaged {
            if (!begun) {
                throw Damaged.truncated("there is no image data");
            }
            rows.refuseMissing();
            if (!inflater.finished()) {
                throw Damaged.truncated("the image data ends before the image does");
            }
        }

        @Override
        public void close() {
            inflater.end();
        }
    }
}
