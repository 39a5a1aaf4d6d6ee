package dev.fettle.check.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Walks a WebP's container: every chunk that it promises is wholly there. The pixels' code has no
/// checksums and no ends; it is for an installed program.
final class WebpWalk {
    private final Bytes in;
    private int width;
    private int height;
    private boolean described;
    private boolean animated;
    private int images;

    private WebpWalk(Bytes in) {
        this.in = in;
    }

    /// @param animated whether it has frames: some programs decode only one that has none
    record Container(Picture picture, boolean animated) {}

    static Container walk(Bytes in) throws IOException, Damaged {
        return new WebpWalk(in).walk();
    }

    private Container walk() throws IOException, Damaged {
        in.skip(4);
        long length = in.u32little();
        long end = in.position() + length;
        if (end > in.size()) {
            throw Damaged.truncated(
                    "the file has %d bytes, and should have %d".formatted(in.size(), end));
        }
        in.skip(4);
        while (in.position() + 8 <= end) {
            chunk(end);
        }
        if (images == 0) {
            throw Damaged.truncated("there is no image data");
        }
        return new Container(new Picture(Format.WEBP, width, height, described, 0), animated);
    }

    private void chunk(long end) throws IOException, Damaged {
        byte[] name = new byte[4];
        in.read(name, 0, 4);
        long length = in.u32little();
        long next = in.position() + length + (length & 1);
        // The last chunk's padding may be missing; decoders do not mind.
        if (in.position() + length > end) {
            throw Damaged.truncated("a chunk ends beyond the image");
        }
        switch (new String(name, StandardCharsets.ISO_8859_1)) {
            case "VP8 " -> lossy(length);
            case "VP8L" -> lossless(length);
            case "VP8X" -> extended(length);
            case "ANMF" -> {
                animated = true;
                images++;
            }
            case "EXIF", "XMP " -> {
                DescriptionReader.refuseBomb(length);
                described = true;
            }
            case "ICCP" -> DescriptionReader.refuseBomb(length);
            default -> {} // alpha, animation parameters, what is unknown
        }
        in.seek(Math.min(next, end));
    }

    private void extended(long length) throws IOException, Damaged {
        refuseShort(length, 10);
        in.skip(4);
        width = 1 + (in.u16little() | in.u8() << 16);
        height = 1 + (in.u16little() | in.u8() << 16);
    }

    private void lossy(long length) throws IOException, Damaged {
        refuseShort(length, 10);
        int tag = in.u16little() | in.u8() << 16;
        if (in.u8() != 0x9d || in.u8() != 0x01 || in.u8() != 0x2a || (tag & 1) != 0) {
            throw Damaged.damaged("the image data does not begin as it must");
        }
        size(in.u16little() & 0x3fff, in.u16little() & 0x3fff);
        if (tag >> 5 > length - 10) {
            throw Damaged.truncated("the image data ends before the image does");
        }
    }

    private void lossless(long length) throws IOException, Damaged {
        refuseShort(length, 5);
        if (in.u8() != 0x2f) {
            throw Damaged.damaged("the image data does not begin as it must");
        }
        long bits = in.u32little();
        size((int) (bits & 0x3fff) + 1, (int) (bits >> 14 & 0x3fff) + 1);
    }

    private void size(int across, int down) throws Damaged {
        if (across == 0 || down == 0) {
            throw Damaged.damaged("a size of %d × %d".formatted(across, down));
        }
        images++;
        width = Math.max(width, across);
        height = Math.max(height, down);
    }

    private static void refuseShort(long length, int least) throws Damaged {
        if (length < least) {
            throw Damaged.truncated("a chunk that is too short");
        }
    }
}
