package dev.fettle.check.image;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The strips or tiles of one image in a TIFF: they lie in the file, and unpack to as many bytes as
/// their rows have.
final class TiffData {
    private static final int MOST_CODES = 4096;

    private final TiffFields fields;
    private final Bytes in;
    private final long width;
    private final long height;

    TiffData(TiffFields fields, long width, long height) {
        this.fields = fields;
        this.in = fields.in();
        this.width = width;
        this.height = height;
    }

    void walk() throws IOException, Damaged, BeyondWalk {
        boolean tiled = fields.has(324);
        long[] offsets = fields.numbers(tiled ? 324 : 273);
        long[] counts = fields.numbers(tiled ? 325 : 279);
        if (offsets.length == 0) {
            throw Damaged.truncated("there is no image data");
        }
        if (counts.length != offsets.length) {
            throw new BeyondWalk("a TIFF that does not say how long its strips are");
        }
        for (int i = 0; i < offsets.length; i++) {
            if (offsets[i] < 0 || counts[i] < 0 || offsets[i] > in.size() - counts[i]) {
                throw Damaged.truncated(
                        "part %d of %d of the image data lies beyond the end of the file"
                                .formatted(i + 1, offsets.length));
            }
        }
        refuseFewer(offsets.length, tiled);
        unpack(offsets, counts, tiled);
    }

    private void refuseFewer(int parts, boolean tiled) throws IOException, Damaged {
        long planes = fields.number(284, 1) == 2 ? fields.number(277, 1) : 1;
        long across = tiled ? ceil(width, fields.number(322, 0)) : 1;
        long down = ceil(height, tiled ? fields.number(323, 0) : rowsPerStrip());
        if (parts < across * down * planes) {
            throw Damaged.truncated(
                    "%d of %d parts of the image data are there"
                            .formatted(parts, across * down * planes));
        }
    }

    private long rowsPerStrip() throws IOException, Damaged {
        return Math.min(fields.number(278, height), height);
    }

    private static long ceil(long a, long b) throws Damaged {
        if (b <= 0) {
            throw Damaged.damaged("a strip or tile without a size");
        }
        return (a + b - 1) / b;
    }

    private void unpack(long[] offsets, long[] counts, boolean tiled)
            throws IOException, Damaged, BeyondWalk {
        int compression = (int) fields.number(259, 1);
        boolean subsampled = fields.number(262, 0) == 6 && compression != 7;
        if (subsampled || (fields.number(266, 1) == 2 && compression != 1)) {
            throw new BeyondWalk("a TIFF with a rare layout");
        }
        var tables = fields.has(347) ? Optional.of(fields.position(347)) : Optional.<Long>empty();
        for (int i = 0; i < offsets.length; i++) {
            long wanted = wanted(i, tiled);
            if (counts[i] == 0 && wanted > 0) {
                throw Damaged.truncated("a part of the image data is empty");
            }
            in.seek(offsets[i]);
            switch (compression) {
                case 1 -> refuseShort(counts[i], wanted);
                case 5 -> lzw(offsets[i], counts[i], wanted);
                case 7 -> JpegWalk.walkInside(in, tables, offsets[i]);
                case 8, 32946 -> inflate(counts[i], wanted);
                case 32773 -> packBits(offsets[i] + counts[i], wanted);
                default -> throw new BeyondWalk("compression " + compression);
            }
        }
    }

    /// How many bytes a strip or tile holds once it is unpacked.
    private long wanted(int index, boolean tiled) throws IOException, Damaged {
        long samples = fields.number(277, 1);
        boolean planar = fields.number(284, 1) == 2;
        long bits = fields.number(258, 1) * (planar ? 1 : samples);
        if (tiled) {
            return fields.number(323, 0) * ((fields.number(322, 0) * bits + 7) / 8);
        }
        long strips = ceil(height, rowsPerStrip());
        long rows = Math.min(rowsPerStrip(), height - index % strips * rowsPerStrip());
        return rows * ((width * bits + 7) / 8);
    }

    private static void refuseShort(long bytes, long wanted) throws Damaged {
        if (bytes < wanted) {
            throw Damaged.truncated("the image data ends before the image does");
        }
    }

    private void inflate(long count, long wanted) throws IOException, Damaged {
        byte[] packed = new byte[1 << 13];
        byte[] out = new byte[1 << 15];
        long left = count;
        long done = 0;
        var inflater = new Inflater();
        try {
            while (done < wanted && !inflater.finished()) {
                if (inflater.needsInput()) {
                    int part = (int) Math.min(left, packed.length);
                    refuseShort(part, 1);
                    in.read(packed, 0, part);
                    inflater.setInput(packed, 0, part);
                    left -= part;
                }
                done += inflater.inflate(out);
                if (inflater.needsDictionary()) {
                    throw Damaged.damaged("image data that cannot be unpacked");
                }
            }
        } catch (DataFormatException e) {
            throw Damaged.damaged("image data that cannot be unpacked");
        } finally {
            inflater.end();
        }
        refuseShort(done, wanted);
    }

    private void packBits(long end, long wanted) throws IOException, Damaged {
        long done = 0;
        while (done < wanted) {
            refuseShort(end - in.position(), 2);
            int head = (byte) in.u8();
            if (head >= 0) {
                in.skip(head + 1L);
                done += head + 1;
            } else if (head != -128) {
                in.skip(1);
                done += 1 - head;
            }
        }
        refuseShort(end, in.position());
    }

    /// LZW as in TIFF 6.0, section 13: codes from the top bit down, and one code earlier than in a
    /// GIF.
    private void lzw(long offset, long count, long wanted) throws IOException, Damaged, BeyondWalk {
        int[] lengths = new int[MOST_CODES];
        Arrays.fill(lengths, 0, 256, 1);
        long end = offset + count;
        int next = 258;
        int width = 9;
        int before = -1;
        int bits = 0;
        int known = 0;
        boolean first = true;
        for (long done = 0; done < wanted; ) {
            while (known < width) {
                refuseShort(end - in.position(), 1);
                bits = bits << 8 | in.u8();
                known += 8;
            }
            int code = bits >>> (known - width) & ((1 << width) - 1);
            known -= width;
            bits &= (1 << known) - 1;
            if (first && code != 256) {
                throw new BeyondWalk("a TIFF with LZW of the old kind");
            }
            first = false;
            if (code == 256) {
                next = 258;
                width = 9;
                before = -1;
            } else if (code == 257) {
                throw Damaged.truncated("the image data ends before the image does");
            } else {
                if (code > next || (code == next && before < 0) || code >= MOST_CODES) {
                    throw Damaged.damaged("the image data holds a code that does not exist");
                }
                if (before >= 0 && next < MOST_CODES) {
                    lengths[next++] = lengths[before] + 1;
                    width += next == (1 << width) - 1 && width < 12 ? 1 : 0;
                }
                done += lengths[code];
                before = code;
            }
        }
    }
}
