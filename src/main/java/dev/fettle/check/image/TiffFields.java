package dev.fettle.check.image;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// The fields of one TIFF directory at a time, in either byte order, classic or "big".
final class TiffFields {
    private static final int MOST_VALUES = 1 << 20;

    private record Field(int type, long count, long at) {}

    private final Bytes in;
    private final boolean little;
    private final boolean big;
    private final long first;
    private long next;
    private Map<Integer, Field> fields = Map.of();

    /// Values that were asked for before: strips ask for the same ones again and again.
    private final Map<Integer, long[]> known = new HashMap<>();

    private TiffFields(Bytes in, boolean little, boolean big, long first) {
        this.in = in;
        this.little = little;
        this.big = big;
        this.first = first;
    }

    static TiffFields of(Bytes in) throws IOException, Damaged {
        boolean little = in.u16() == 0x4949;
        boolean big = (little ? in.u16little() : in.u16()) == 43;
        if (big) {
            in.skip(4);
        }
        var header = new TiffFields(in, little, big, 0);
        return new TiffFields(in, little, big, big ? header.u64() : header.u32());
    }

    Bytes in() {
        return in;
    }

    long firstDirectory() {
        return first;
    }

    long nextDirectory() {
        return next;
    }

    void read(long at) throws IOException, Damaged {
        in.seek(at);
        long count = big ? u64() : u16();
        if (count < 0 || count * (big ? 20 : 12) > in.left()) {
            throw Damaged.truncated("the file ends in the middle of a directory");
        }
        var read = new HashMap<Integer, Field>();
        for (long i = 0; i < count; i++) {
            int tag = u16();
            int type = u16();
            long values = big ? u64() : u32();
            long bytes = values * size(type);
            long inline = in.position();
            long offset = big ? u64() : u32();
            boolean fits = values >= 0 && values <= in.size() && bytes <= (big ? 8 : 4);
            if (!fits
                    && (values < 0
                            || values > in.size()
                            || offset < 0
                            || offset + bytes > in.size())) {
                throw Damaged.truncated("a field of a directory lies beyond the end of the file");
            }
            read.put(tag, new Field(type, values, fits ? inline : offset));
        }
        next = big ? u64() : u32();
        fields = read;
        known.clear();
    }

    boolean has(int tag) {
        return fields.containsKey(tag);
    }

    long count(int tag) {
        var field = fields.get(tag);
        return field == null ? 0 : field.count();
    }

    /// Where a field's values lie.
    long position(int tag) {
        var field = fields.get(tag);
        return field == null ? 0 : field.at();
    }

    /// The first value of a field.
    long number(int tag, long otherwise) throws IOException, Damaged {
        long[] all = known.get(tag);
        if (all == null) {
            all = has(tag) ? numbers(tag, 1) : new long[0];
            known.put(tag, all);
        }
        return all.length == 0 ? otherwise : all[0];
    }

    long[] numbers(int tag) throws IOException, Damaged {
        return numbers(tag, MOST_VALUES);
    }

    private long[] numbers(int tag, int most) throws IOException, Damaged {
        var field = fields.get(tag);
        if (field == null) {
            return new long[0];
        }
        var numbers = new long[(int) Math.min(field.count(), most)];
        in.seek(field.at());
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] =
                    switch (size(field.type())) {
                        case 1 -> in.u8();
                        case 2 -> u16();
                        case 4 -> u32();
                        default -> u64();
                    };
        }
        return numbers;
    }

    private static int size(int type) {
        return switch (type) {
            case 3, 8 -> 2;
            case 4, 9, 11, 13 -> 4;
            case 5, 10, 12, 16, 17, 18 -> 8;
            default -> 1;
        };
    }

    private int u16() throws IOException, Damaged {
        return little ? in.u16little() : in.u16();
    }

    private long u32() throws IOException, Damaged {
        return little ? in.u32little() : in.u32();
    }

    private long u64() throws IOException, Damaged {
        long a = u32();
        long b = u32();
        return little ? b << 32 | a : a << 32 | b;
    }
}
