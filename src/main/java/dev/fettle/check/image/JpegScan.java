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

    /// The coefficients that this scan is about.
    private final long range;

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
        this.range = (-1L << first) & (-1L >>> (63 - last));
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
        run = Math.max(0, bits.firstBits(part.ac(), first, last) - 1);
        remember(part, bits.found());
        return 1;
    }

    /// A later scan: one block, or a page of a run of blocks with nothing in them.
    private int furtherBits(Part part, int blocks) throws IOException, Damaged, BeyondWalk {
        var seen = part.component().seen;
        if (run == 0) {
            run = Math.max(0, bits.furtherBits(part.ac(), first, last, seen.of(unit)) - 1);
            remember(part, bits.found());
            return 1;
        }
        int skipped = seen.isBlankPage(unit) ? Math.min(runWithin(blocks), Coefficients.page()) : 1;
        if (skipped == 1) {
            bits.skip(Long.bitCount(seen.of(unit) & range));
        }
        run -= skipped;
        return skipped;
    }

    private int runWithin(int blocks) {
        int room = blocks - unit;
        return Math.min(run, restartInterval == 0 ? room : Math.min(room, untilRestart));
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
