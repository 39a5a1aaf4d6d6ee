package dev.fettle.check.image;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The bits between two markers of a JPEG.
///
/// Where they run out, zeros follow, as in every decoder; only here that is counted, and is a fault
/// as soon as one of them was used.
final class EntropyBits {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int NONE = -2;
    private static final int END_OF_FILE = -1;

    private final Bytes in;

    /// The next bits, from the top; `count` of them are known, the last `padding` of those made up.
    private long bits;

    private int count;
    private int padding;

    /// Which coefficients the last walk over a block of a progressive image found to be no longer
    /// zero.
    private long found;

    /// What stopped the bits: a marker's second byte, END_OF_FILE, or NONE so far.
    private int stop = NONE;

    EntropyBits(Bytes in) {
        this.in = in;
    }

    /// Walks one block of a sequential scan: a DC value, then AC values up to the end of the block.
    void block(Huffman dc, Huffman ac) throws IOException, Damaged {
        if (count < 32) {
            fill();
        }
        long bits = this.bits;
        int count = this.count;
        int entry = dc.at(bits);
        if (entry == 0) {
            throw badCode(count);
        }
        int used = entry >>> 24;
        bits <<= used;
        count -= used;
        int k = 1;
        while (k < 64) {
            if (count < 32) {
                this.bits = bits;
                this.count = count;
                fill();
                bits = this.bits;
                count = this.count;
            }
            entry = ac.at(bits);
            if (entry == 0) {
                throw badCode(count);
            }
            used = entry >>> 24;
            bits <<= used;
            count -= used;
            k += entry >> 16 & 0xff;
        }
        this.bits = bits;
        this.count = count;
        refuseMadeUp();
        if (k > 64 && k < Huffman.END_OF_BLOCK) {
            throw Damaged.damaged("a block holds more than 64 values");
        }
    }

    /// Walks one block in the first scan of some AC coefficients of a progressive image; `found`
    /// says which are not zero. Answers how many blocks, this one included, are empty from here on;
    /// 0 where this one went on to its last coefficient.
    int firstBits(Huffman ac, int first, int last) throws IOException, Damaged {
        long bits = this.bits;
        int count = this.count;
        long seen = 0;
        int run = 0;
        int k = first;
        while (k <= last && run == 0) {
            if (count < 32) {
                this.bits = bits;
                this.count = count;
                fill();
                bits = this.bits;
                count = this.count;
            }
            int entry = ac.at(bits);
            if (entry == 0) {
                throw badCode(count);
            }
            int used = entry >>> 24;
            int zeros = entry >> 4 & 15;
            if ((entry & 15) != 0) {
                k += zeros;
                seen |= 1L << k;
                k++;
            } else if (zeros == 15) {
                k += 16;
            } else {
                run = run(bits << used, zeros);
                used += zeros;
            }
            bits <<= used;
            count -= used;
        }
        this.bits = bits;
        this.count = count;
        found = seen;
        refuseMadeUp();
        refuseBeyond(k, last);
        return run;
    }

    /// Walks one block in a later scan, which brings one bit more for each coefficient: where one
    /// was not zero before (`seen`), its bit stands in between. Answers as `firstBits` does.
    int furtherBits(Huffman ac, int first, int last, long seen) throws IOException, Damaged {
        long bits = this.bits;
        int count = this.count;
        long fresh = 0;
        int reach = 0;
        int run = 0;
        int k = first;
        while (k <= last && run == 0) {
            if (count < 32) {
                this.bits = bits;
                this.count = count;
                fill();
                bits = this.bits;
                count = this.count;
            }
            int entry = ac.at(bits);
            int zeros = entry >> 4 & 15;
            int size = entry & 15;
            if (entry == 0 || size > 1) {
                throw badCode(count);
            }
            int used = entry >>> 24;
            int next = last + 1;
            if (size == 0 && zeros != 15) {
                run = run(bits << used, zeros);
                used += zeros;
            } else {
                next = past(seen, k, last, zeros);
                fresh |= (long) size << next;
                reach = Math.max(reach, next + size);
            }
            used += Long.bitCount(seen & span(k, next));
            k = next + 1;
            if (used <= count && used < 64) {
                bits <<= used;
                count -= used;
            } else {
                this.bits = bits;
                this.count = count;
                skip(used);
                bits = this.bits;
                count = this.count;
            }
        }
        this.bits = bits;
        this.count = count;
        found = fresh;
        refuseMadeUp();
        refuseBeyond(reach, last);
        return run;
    }

    /// The length of a run whose code is taken: a power of two and that many bits more.
    private static int run(long bits, int power) {
        return power == 0 ? 1 : (1 << power) + (int) (bits >>> (64 - power));
    }

    /// Goes over so many coefficients that are still zero, and answers the next that is; one beyond
    /// the last where there is none.
    private static int past(long seen, int from, int last, int zeros) {
        long open = ~seen & span(from, last + 1);
        for (int i = 0; i < zeros; i++) {
            open &= open - 1;
        }
        return open == 0 ? last + 1 : Long.numberOfTrailingZeros(open);
    }

    /// The coefficients from one to before another.
    private static long span(int from, int end) {
        return end <= from ? 0 : (-1L << from) & (-1L >>> (64 - end));
    }

    private static void refuseBeyond(int k, int last) throws Damaged {
        if (k > last + 1) {
            throw Damaged.damaged("a block holds more values than its scan");
        }
    }

    /// Takes a symbol; the value that follows it stays.
    int symbol(Huffman table) throws IOException, Damaged {
        if (count < 32) {
            fill();
        }
        int entry = table.at(bits);
        if (entry == 0) {
            throw badCode(count);
        }
        drop(entry >> 8 & 0xff);
        return entry & 0xff;
    }

    long found() {
        return found;
    }

    void skip(int number) throws IOException, Damaged {
        int left = number;
        while (left > 0) {
            if (count < 32) {
                fill();
            }
            int piece = Math.min(left, 32);
            drop(piece);
            left -= piece;
        }
    }

    private void drop(int number) throws Damaged {
        bits <<= number;
        count -= number;
        refuseMadeUp();
    }

    private void refuseMadeUp() throws Damaged {
        if (count < padding) {
            throw missing();
        }
    }

    private Damaged missing() {
        return stop == END_OF_FILE
                ? Damaged.truncated("the file ends in the middle of the image data")
                : Damaged.truncated("the image data ends before the image does");
    }

    /// A code may reach into bits that were made up: then it is not wrong, but missing.
    private Damaged badCode(int known) {
        return stop != NONE && known - padding < 16
                ? missing()
                : Damaged.damaged("the image data holds a code that does not exist");
    }

    /// Makes at least 32 bits known, made up if need be.
    private void fill() throws IOException {
        while (count <= 56) {
            if (stop == NONE && in.end - in.at >= 8) {
                long eight = (long) LONG.get(in.buffer, in.at);
                // Eight bytes without an 0xFF, the common case, hold no marker and no stuffing.
                if (((~eight - 0x0101010101010101L) & eight & 0x8080808080808080L) == 0) {
                    int bytes = (64 - count) >> 3;
                    bits |= eight >>> count;
                    count += bytes << 3;
                    in.at += bytes;
                    return;
                }
            }
            int b = nextByte();
            bits |= (long) b << (56 - count);
            count += 8;
        }
    }

    private int nextByte() throws IOException {
        if (stop == NONE) {
            int b = in.next();
            if (b != 0xff) {
                if (b >= 0) {
                    return b;
                }
                stop = END_OF_FILE;
            } else {
                int second = in.next();
                while (second == 0xff) {
                    second = in.next();
                }
                if (second == 0) {
                    return 0xff;
                }
                stop = second; // -1 at the end of the file, which is END_OF_FILE
            }
        }
        padding += 8;
        return 0;
    }

    /// Ends a run of bits and answers the marker after it. Bits that were left over are a fault:
    /// what they belong to was not there, or not what the header says.
    int marker() throws IOException, Damaged {
        fill();
        if (count - padding >= 8) {
            throw Damaged.damaged("more image data than the image has room for");
        }
        if (stop == END_OF_FILE) {
            throw Damaged.truncated("the file ends without the marker that ends the image");
        }
        int marker = stop;
        bits = 0;
        count = 0;
        padding = 0;
        stop = NONE;
        return marker;
    }
}
