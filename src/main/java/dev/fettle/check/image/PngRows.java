package dev.fettle.check.image;

/// The rows that a PNG's header promises, counted as they come: one pass, or the seven of an
/// interlaced image.
final class PngRows {
    private static final int[] ACROSS = {8, 8, 4, 4, 2, 2, 1};
    private static final int[] DOWN = {8, 8, 8, 4, 4, 2, 2};
    private static final int[] FROM_LEFT = {0, 4, 0, 2, 0, 1, 0};
    private static final int[] FROM_TOP = {0, 0, 4, 0, 2, 0, 1};

    private final int width;
    private final int height;
    private final int bitsPerPixel;
    private final boolean interlaced;

    private int pass = -1;
    private long rowsLeft;
    private long rowBytes;

    /// What is left of the row under way.
    private long bytesLeft;

    PngRows(int width, int height, int bitsPerPixel, boolean interlaced) {
        this.width = width;
        this.height = height;
        this.bitsPerPixel = bitsPerPixel;
        this.interlaced = interlaced;
        nextPass();
    }

    void add(byte[] bytes, int length) throws Damaged {
        int at = 0;
        while (at < length) {
            if (bytesLeft == 0) {
                if (rowsLeft == 0) {
                    throw Damaged.damaged("more image data than the image has room for");
                }
                if (bytes[at] < 0 || bytes[at] > 4) {
                    throw Damaged.damaged("a row with an unknown filter");
                }
                bytesLeft = rowBytes;
            }
            long part = Math.min(bytesLeft, length - at);
            at += (int) part;
            bytesLeft -= part;
            if (bytesLeft == 0 && --rowsLeft == 0) {
                nextPass();
            }
        }
    }

    void refuseMissing() throws Damaged {
        if (bytesLeft > 0 || rowsLeft > 0) {
            throw Damaged.truncated(
                    interlaced
                            ? "the image data ends in pass %d of 7".formatted(pass + 1)
                            : "the image data ends %d rows before the image does"
                                    .formatted(rowsLeft));
        }
    }

    /// Goes to the next pass that has pixels; a narrow image leaves some empty.
    private void nextPass() {
        rowsLeft = 0;
        while (rowsLeft == 0 && ++pass < (interlaced ? 7 : 1)) {
            long columns = interlaced ? part(width, FROM_LEFT[pass], ACROSS[pass]) : width;
            long rows = interlaced ? part(height, FROM_TOP[pass], DOWN[pass]) : height;
            rowBytes = 1 + (columns * bitsPerPixel + 7) / 8;
            rowsLeft = columns == 0 ? 0 : rows;
        }
    }

    private static long part(long whole, int first, int step) {
        return whole <= first ? 0 : (whole - first + step - 1) / step;
    }
}
