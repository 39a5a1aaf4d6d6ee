package dev.fettle.check.image;

import java.util.Arrays;

/// Which coefficients of a progressive JPEG are not zero: one bit each, which is all that its later
/// scans need to be walked. Pages come into being where something is not zero, so that an image of
/// 65500 × 65500 with nothing in it costs nothing.
final class Coefficients {
    private static final int PAGE_BITS = 9;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final long[] BLANK = {};

    private long[][] pages = {};

    long of(int block) {
        int page = block >> PAGE_BITS;
        return isBlank(page) ? 0 : pages[page][block & (PAGE - 1)];
    }

    /// Whether a whole page, beginning at this block, holds nothing.
    boolean isBlankPage(int block) {
        return (block & (PAGE - 1)) == 0 && isBlank(block >> PAGE_BITS);
    }

    static int page() {
        return PAGE;
    }

    /// Adds to a block's bits and answers how many bytes of memory that took anew.
    int add(int block, long bits) {
        int page = block >> PAGE_BITS;
        boolean blank = isBlank(page);
        if (blank) {
            make(page);
        }
        pages[page][block & (PAGE - 1)] |= bits;
        return blank ? PAGE * Long.BYTES : 0;
    }

    private boolean isBlank(int page) {
        return page >= pages.length || pages[page].length == 0;
    }

    private void make(int page) {
        if (page >= pages.length) {
            int known = pages.length;
            pages = Arrays.copyOf(pages, Math.max(page + 1, known * 2));
            Arrays.fill(pages, known, pages.length, BLANK);
        }
        pages[page] = new long[PAGE];
    }
}
