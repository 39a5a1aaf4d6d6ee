package dev.fettle.check.image;

import java.io.IOException;

/// Walks a BMP: its header, and rows as many as that promises, plain or run-length encoded.
final class BmpWalk {
    private static final int FILE_HEADER = 14;

    private BmpWalk() {}

    static Picture walk(Bytes in) throws IOException, Damaged, BeyondWalk {
        in.skip(10);
        long data = in.u32little();
        long header = in.u32little();
        boolean old = header == 12;
        int width = old ? in.u16little() : (int) in.u32little();
        int height = Math.abs(old ? in.u16little() : (int) in.u32little());
        in.skip(2);
        int bits = in.u16little();
        int compression = old || header < 40 ? 0 : (int) in.u32little();
        if (width <= 0 || height <= 0 || data < FILE_HEADER + header) {
            throw Damaged.damaged("a header that says what cannot be");
        }
        switch (bits) {
            case 1, 2, 4, 8, 16, 24, 32 -> {}
            default -> throw Damaged.damaged(bits + " bits a pixel");
        }
        in.seek(data);
        switch (compression) {
            case 0, 3, 6 -> plain(in, width, height, bits);
            case 1, 2 -> runs(in, width, height, compression == 1 ? 8 : 4);
            default -> throw new BeyondWalk("a BMP with another image inside");
        }
        return new Picture(Format.BMP, width, height, false, 0);
    }

    private static void plain(Bytes in, int width, int height, int bits) throws Damaged {
        long row = ((long) width * bits + 31) / 32 * 4;
        if (in.left() < row * height) {
            throw Damaged.truncated("%d of %d rows are there".formatted(in.left() / row, height));
        }
    }

    private static void runs(Bytes in, int width, int height, int bits)
            throws IOException, Damaged {
        long padded = ((long) width * bits + 31) / 32 * 32 / bits;
        long x = 0;
        long y = 0;
        while (true) {
            int count = in.u8();
            int value = in.u8();
            if (count > 0) {
                x += count;
            } else if (value == 0) {
                x = 0;
                y++;
            } else if (value == 1) {
                return;
            } else if (value == 2) {
                x += in.u8();
                y += in.u8();
            } else {
                x += value;
                int bytes = bits == 8 ? value : (value + 1) / 2;
                in.skip(bytes + (bytes & 1));
            }
            // Encoders pad rows as they would unpacked ones, and end the last row before they end
            // the image.
            if (x > padded || y > height || (y == height && x > 0)) {
                throw Damaged.damaged("more image data than the image has room for");
            }
        }
    }
}
