package dev.fettle.check.image;

import dev.fettle.check.image.JpegFrame.Component;
import java.io.IOException;
import java.util.List;

/// Walks the data of one scan: every code, up to exactly the last block.
///
/// The rules are those of ITU-T T.81; where libjpeg goes on with a warning, this stops.
final class JpegScan {
    /// Beyond this much memory for the coefficients of one progressive image (about 170
    /// megapixels), a program decodes it.
    private static final int MOST_MEMORY = 32 << 20;

    /// One component with the tables that the scan names for it.
    record Part(Component component, Huffman dc, Huffman ac) {}

    private final JpegFrame frame;
    private final EntropyBits bits;
    private final List<Part> parts;
    private final int restartInterval;
    private final int first;
    private final int last;
    private final int high;

    private int run;
    private int untilRestart;
    private int restarts;
    private int unit;

    JpegScan(
            JpegFrame frame,
            EntropyBits bits,
            List<Part> parts,
            int restartInterval,
            int first,
            int last,
            int high) {
        this.frame = frame;
        this.bits = bits;
        this.parts = List.copyOf(parts);
        this.restartInterval = restartInterval;
        this.first = first;
        this.last = last;
        this.high = high;
        this.untilRestart = restartInterval;
    }

    /// Walks it and answers the marker that follows.
    int walk() throws IOException, Damaged, BeyondWalk {
        try {
            if (parts.size() > 1) {
                interleaved();
            } else {
                alone(parts.getFirst());
            }
        } catch (Damaged e) {
            throw e.code().equals(Damaged.TRUNCATED) ? truncated(e) : e;
        }
        return bits.marker();
    }

    private Damaged truncated(Damaged e) {
        boolean interleaved = parts.size() > 1;
        int columns = interleaved ? frame.mcuColumns : parts.getFirst().component().columns;
        int rows = interleaved ? frame.mcuRows : parts.getFirst().component().rows;
        int percent = (int) (100L * (unit / columns) / rows);
        return Damaged.truncated(
                frame.progressive
                        ? "%s (in a scan, at %d %% of the height)".formatted(e.detail(), percent)
                        : "%s (%d %% of the height is there)".formatted(e.detail(), percent));
    }

    private void interleaved() throws IOException, Damaged {
        int units = frame.mcuColumns * frame.mcuRows;
        for (unit = 0; unit < units; unit++) {
            restartIfDue();
            for (var part : parts) {
                int blocks = part.component().across * part.component().down;
                for (int i = 0; i < blocks; i++) {
                    if (frame.progressive) {
                        dcOnly(part);
                    } else {
                        bits.block(part.dc(), part.ac());
                    }
                }
            }
            untilRestart--;
        }
    }

    private void alone(Part part) throws IOException, Damaged, BeyondWalk {
        int blocks = part.component().columns * part.component().rows;
        unit = 0;
        while (unit < blocks) {
            restartIfDue();
            int done = 1;
            if (!frame.progressive) {
                bits.block(part.dc(), part.ac());
            } else if (first == 0) {
                dcOnly(part);
            } else if (high == 0) {
                done = firstBits(part, blocks);
            } else {
                done = furtherBits(part, blocks);
            }
            unit += done;
            untilRestart -= done;
        }
        if (run > 0) {
            throw Damaged.damaged("a run of empty blocks goes on beyond the image");
        }
    }

    private void restartIfDue() throws IOException, Damaged {
        if (restartInterval == 0 || untilRestart > 0) {
            return;
        }
        int marker = bits.marker();
        if (marker != 0xd0 + (restarts & 7)) {
            throw marker == 0xd9
                    ? Damaged.truncated("the image data ends before the image does")
                    : Damaged.damaged("a restart marker is missing");
        }
        if (run > 0) {
            throw Damaged.damaged("a run of empty blocks crosses a restart marker");
        }
        restarts++;
        untilRestart = restartInterval;
    }

    private void dcOnly(Part part) throws IOException, Damaged {
        if (high != 0) {
            bits.skip(1);
        } else {
            bits.skip(bits.symbol(part.dc()));
        }
    }

    /// The first scan of some AC coefficients: one block, or all of a run of empty ones.
    private int firstBits(Part part, int blocks) throws IOException, Damaged, BeyondWalk {
        if (run > 0) {
            int skipped = runWithin(blocks);
            run -= skipped;
            return skipped;
        }
        long found = 0;
        int k = first;
        while (k <= last) {
            int symbol = bits.symbol(part.ac());
            int zeros = symbol >> 4;
            int size = symbol & 15;
            if (size != 0) {
                k += zeros;
                bits.skip(size);
                found |= k < 64 ? 1L << k : 0;
                k++;
            } else if (zeros == 15) {
                k += 16;
            } else {
                run = (1 << zeros) + bits.take(zeros) - 1;
                break;
            }
        }
        refuseBeyond(k);
        remember(part, found);
        return 1;
    }

    /// A later scan, one bit more for each: where a coefficient was not zero before, a bit stands
    /// in between.
    private int furtherBits(Part part, int blocks) throws IOException, Damaged, BeyondWalk {
        if (run > 0 && part.component().seen.isBlankPage(unit)) {
            int skipped = Math.min(runWithin(blocks), Coefficients.page());
            run -= skipped;
            return skipped;
        }
        long seen = part.component().seen.of(unit);
        long found = 0;
        int k = first;
        while (run == 0 && k <= last) {
            int symbol = bits.symbol(part.ac());
            int zeros = symbol >> 4;
            int size = symbol & 15;
            if (size > 1) {
                throw Damaged.damaged("a later scan brings more than one bit");
            }
            if (size == 0 && zeros != 15) {
                run = (1 << zeros) + bits.take(zeros);
                break;
            }
            bits.skip(size);
            k = past(seen, k, zeros);
            if (size == 1) {
                refuseBeyond(k + 1);
                found |= 1L << k;
            }
            k++;
        }
        if (run > 0) {
            bits.skip(k > last ? 0 : Long.bitCount(seen & from(k)));
            run--;
        }
        remember(part, found);
        return 1;
    }

    /// Goes over `zeros` coefficients that are still zero and those between that are not, and takes
    /// the bit of each of the latter; answers the next one that is still zero.
    private int past(long seen, int from, int zeros) throws IOException, Damaged {
        int left = zeros;
        int k = from;
        int corrections = 0;
        while (k <= last) {
            if ((seen >>> k & 1) != 0) {
                corrections++;
            } else if (left-- == 0) {
                break;
            }
            k++;
        }
        bits.skip(corrections);
        return k;
    }

    /// The coefficients from `k` to the last of this scan.
    private long from(int k) {
        return -1L << k & -1L >>> (63 - last);
    }

    private int runWithin(int blocks) {
        int room = blocks - unit;
        return Math.min(run, restartInterval == 0 ? room : Math.min(room, untilRestart));
    }

    private void refuseBeyond(int k) throws Damaged {
        if (k > last + 1) {
            throw Damaged.damaged("a block holds more values than its scan");
        }
    }

    private void remember(Part part, long found) throws BeyondWalk {
        if (found != 0) {
            frame.memory += part.component().seen.add(unit, found);
            if (frame.memory > MOST_MEMORY) {
                throw new BeyondWalk("a progressive JPEG of this size");
            }
        }
    }
}
