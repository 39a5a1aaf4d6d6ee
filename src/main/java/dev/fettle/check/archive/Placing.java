package dev.fettle.check.archive;

import dev.fettle.check.archive.Members.Taker;
import java.util.Arrays;

/// Where in a file the bytes go that a tar stores of it: a sparse one has gaps.
final class Placing {
    private final long[] places;
    private int segment;
    private long done;

    /// @param places of each segment where it begins and how long it is
    private Placing(long[] places) {
        this.places = places;
    }

    /// One after the other, from the beginning on.
    static Placing whole() {
        return new Placing(new long[] {0, Long.MAX_VALUE});
    }

    void give(byte[] piece, int length, Taker taker) {
        int at = 0;
        while (at < length && segment < places.length) {
            int part = (int) Math.min(length - at, places[segment + 1] - done);
            if (part > 0) {
                taker.take(places[segment] + done, piece, at, part);
            }
            at += part;
            done += part;
            if (done >= places[segment + 1]) {
                segment += 2;
                done = 0;
            }
        }
    }

    /// The segments of a sparse file, as they are read.
    static final class Map {
        private static final int NUMBER = 12;
        private long[] places = new long[8];
        private int count;

        void add(long number) {
            if (count == places.length) {
                places = Arrays.copyOf(places, count * 2);
            }
            places[count++] = Math.max(0, number);
        }

        /// GNU's own form: so many pairs of numbers in a block, fewer where one begins with zero.
        void add(byte[] block, int from, int most) {
            for (int i = 0; i < most; i++) {
                int at = from + i * 2 * NUMBER;
                if (block[at] == 0) {
                    return;
                }
                add(TarHeader.number(block, at));
                add(TarHeader.number(block, at + NUMBER));
            }
        }

        int count() {
            return count;
        }

        Placing placing() {
            return new Placing(Arrays.copyOf(places, count & ~1));
        }
    }
}
