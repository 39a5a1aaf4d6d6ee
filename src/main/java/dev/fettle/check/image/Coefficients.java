package dev.fettle.check.image;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Which coefficients of a progressive JPEG are not zero: one bit each, which is all that its later scans
/// need to be walked. Pages come into being where something is not zero, so that an image of 65500 × 65500
/// with nothing in it costs nothing.
final class Coefficients {
    private static final int PAGE_BITS = 9;
    private static final int PAGE = 1 << PAGE_BITS;

    private long @Nullable [][] pages = new long @Nullable [0][];

    long of(int block) {
        int page = block >> PAGE_BITS;
        if (page >= pages.length) {
            return 0;
        }
        long[] found = pages[page];
        return found == null ? 0 : found[block & (PAGE - 1)];
    }

    /// Whether a whole page, beginning at this block, holds nothing.
    boolean isBlankPage(int block) {
        int page = block >> PAGE_BITS;
        return (block & (PAGE - 1)) == 0 && (page >= pages.length || pages[page] == null);
    }

    static int page() {
        return PAGE;
    }

    /// Adds to a block's bits.
    ///
    /// @return how many bytes this took anew
    int add(int block, long bits) {
        int page = block >> PAGE_BITS;
        if (page >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(page + 1, pages.length * 2));
        }
        long[] found = pages[page];
        if (found != null) {
            found[block & (PAGE - 1)] |= bits;
            return 0;
        }
        found = new long[PAGE];
        found[block & (PAGE - 1)] = bits;
        pages[page] = found;
        return PAGE * Long.BYTES;
    }
}
