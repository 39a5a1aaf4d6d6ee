package dev.fettle.check.image;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/// Walks a TIFF: every directory, every strip and tile that they name, and what is packed in these
/// up to the last byte of the last row.
final class TiffWalk {
    private static final int MOST_DIRECTORIES = 10_000;
    private static final Set<Integer> DESCRIPTIONS =
            Set.of(270, 271, 272, 305, 306, 315, 316, 700, 33432, 33723, 34377, 34665, 34853);

    private final TiffFields fields;
    private int width;
    private int height;
    private boolean turned;
    private boolean described;
    private boolean beyond;
    private boolean images;

    private TiffWalk(TiffFields fields) {
        this.fields = fields;
    }

    static Picture walk(Bytes in) throws IOException, Damaged, BeyondWalk {
        return new TiffWalk(TiffFields.of(in)).walk();
    }

    private Picture walk() throws IOException, Damaged, BeyondWalk {
        var seen = new HashSet<Long>();
        for (long at = fields.firstDirectory(); at != 0; at = fields.nextDirectory()) {
            if (!seen.add(at) || seen.size() > MOST_DIRECTORIES) {
                throw Damaged.damaged("its directories go in a ring");
            }
            fields.read(at);
            directory();
        }
        if (!images) {
            throw Damaged.damaged("there is no image in it");
        }
        if (beyond) {
            throw new BeyondWalk("a TIFF with a rare compression");
        }
        var picture = new Picture(Format.TIFF, width, height, described, 0);
        return turned ? picture.turned() : picture;
    }

    private void directory() throws IOException, Damaged, BeyondWalk {
        described |= DESCRIPTIONS.stream().anyMatch(fields::has);
        if (!fields.has(256) || !fields.has(257)) {
            return; // no image, but notes on one
        }
        long across = fields.number(256, 0);
        long down = fields.number(257, 0);
        if (across <= 0 || down <= 0 || across > Integer.MAX_VALUE || down > Integer.MAX_VALUE) {
            throw Damaged.damaged("a size of %d × %d".formatted(across, down));
        }
        if (!images) {
            width = (int) across;
            height = (int) down;
            turned = fields.number(274, 1) >= 5;
        }
        images = true;
        try {
            new TiffData(fields, across, down).walk();
        } catch (BeyondWalk e) {
            beyond = true; // other directories may still prove a fault
        }
    }
}
