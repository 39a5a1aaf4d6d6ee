package dev.fettle.check.image;

import dev.fettle.check.image.JpegFrame.Component;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Walks a JPEG from marker to marker and through every code of its image data, without making a
/// pixel.
///
/// It holds for whole exactly what libjpeg decodes without a warning: data that ends early, data
/// left over, codes that do not exist, bytes between segments, scans out of order and a missing end
/// are faults. What follows the end of the image (a camera's second picture, a film) is no part of
/// it.
final class JpegWalk {
    private static final int SOF0 = 0xc0;
    private static final int SOF2 = 0xc2;
    private static final int DHT = 0xc4;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int DQT = 0xdb;
    private static final int DRI = 0xdd;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP2 = 0xe2;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final int COM = 0xfe;

    /// libjpeg-turbo's own advice against files made to keep a decoder busy is 500.
    private static final int MOST_SCANS = 500;

    private final Bytes in;
    private final @Nullable Huffman[] dcTables = new @Nullable Huffman[4];
    private final @Nullable Huffman[] acTables = new @Nullable Huffman[4];
    private final boolean[] quantization = new boolean[4];
    private @Nullable JpegFrame frame;
    private int restartInterval;
    private int scans;
    private boolean described;

    private JpegWalk(Bytes in) {
        this.in = in;
    }

    static Picture walk(Bytes in) throws IOException, Damaged, BeyondWalk {
        return new JpegWalk(in).walk();
    }

    /// Walks a JPEG that lies inside another file; `tables` is one that holds only tables, and may
    /// be empty.
    static void walkInside(Bytes in, Optional<Long> tables, long position)
            throws IOException, Damaged, BeyondWalk {
        var walk = new JpegWalk(in);
        if (tables.isPresent()) {
            in.seek(tables.get());
            walk.tablesOnly();
        }
        in.seek(position);
        walk.image();
    }

    private Picture walk() throws IOException, Damaged, BeyondWalk {
        image();
        var done = frame();
        return new Picture(Format.JPEG, done.width, done.height, described, trailer());
    }

    private void tablesOnly() throws IOException, Damaged, BeyondWalk {
        start();
        int marker = marker();
        while (marker != EOI) {
            marker = segment(marker);
        }
    }

    private void image() throws IOException, Damaged, BeyondWalk {
        start();
        int marker = marker();
        while (marker != EOI) {
            marker = marker == SOS ? scan() : segment(marker);
        }
        refuseMissingScans();
    }

    private void start() throws IOException, Damaged {
        if (in.u8() != 0xff || in.u8() != SOI) {
            throw Damaged.damaged("it does not begin as a JPEG does");
        }
    }

    private int marker() throws IOException, Damaged {
        if (in.left() == 0) {
            throw Damaged.truncated("the file ends without the marker that ends the image");
        }
        if (in.u8() != 0xff) {
            throw Damaged.damaged("bytes that belong to nothing before byte " + in.position());
        }
        int marker = in.u8();
        while (marker == 0xff) {
            marker = in.u8();
        }
        return marker;
    }

    /// Reads a segment with a length of its own and answers the marker after it.
    private int segment(int marker) throws IOException, Damaged, BeyondWalk {
        if (marker < SOF0 || (marker >= 0xd0 && marker <= SOI)) {
            throw Damaged.damaged(
                    "a marker at byte %d that has no place there".formatted(in.position()));
        }
        int length = in.u16() - 2;
        if (length < 0) {
            throw Damaged.damaged("a segment with an impossible length");
        }
        long end = in.position() + length;
        if (end > in.size()) {
            throw Damaged.truncated("the file ends in the middle of a header");
        }
        switch (marker) {
            case DHT -> huffmanTables(end);
            case DQT -> quantizationTables(end);
            case DRI -> restartInterval = in.u16();
            case SOF0, SOF0 + 1, SOF2 -> header(marker);
            case 0xc3, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf ->
                    throw new BeyondWalk("a JPEG with lossless, arithmetic or hierarchical coding");
            case APP0, APP2, APP14, COM -> application(marker, length);
            default -> described |= marker >= APP1 && marker <= APP15;
        }
        if (in.position() > end) {
            throw Damaged.damaged("a segment that is too short for what it holds");
        }
        in.seek(end);
        return marker();
    }

    private void huffmanTables(long end) throws IOException, Damaged {
        while (in.position() < end) {
            int which = in.u8();
            int[] counts = new int[17];
            int total = 0;
            for (int i = 1; i <= 16; i++) {
                counts[i] = in.u8();
                total += counts[i];
            }
            if (total > 256 || (which & 0xf) > 3 || which >> 4 > 1) {
                throw Damaged.damaged("an impossible Huffman table");
            }
            int[] symbols = new int[total];
            for (int i = 0; i < total; i++) {
                symbols[i] = in.u8();
            }
            var tables = which >> 4 == 0 ? dcTables : acTables;
            tables[which & 3] = Huffman.of(counts, symbols);
        }
    }

    private void quantizationTables(long end) throws IOException, Damaged {
        while (in.position() < end) {
            int which = in.u8();
            if ((which & 0xf) > 3 || which >> 4 > 1) {
                throw Damaged.damaged("an impossible quantization table");
            }
            quantization[which & 3] = true;
            in.skip(which >> 4 == 0 ? 64 : 128);
        }
    }

    private void header(int marker) throws IOException, Damaged {
        if (frame != null) {
            throw Damaged.damaged("a second header in one image");
        }
        int precision = in.u8();
        int height = in.u16();
        int width = in.u16();
        int number = in.u8();
        if (precision != 8 && !(precision == 12 && marker != SOF0)) {
            throw Damaged.damaged("a precision of %d bits".formatted(precision));
        }
        if (width == 0 || height == 0) {
            throw Damaged.damaged("a size of %d × %d".formatted(width, height));
        }
        if (number < 1 || number > 4) {
            throw Damaged.damaged(number + " components");
        }
        var said = new ArrayList<int[]>();
        for (int i = 0; i < number; i++) {
            int id = in.u8();
            int sampling = in.u8();
            int table = in.u8();
            int across = sampling >> 4;
            int down = sampling & 15;
            if (across < 1 || across > 4 || down < 1 || down > 4 || table > 3) {
                throw Damaged.damaged("an impossible sampling of the colours");
            }
            said.add(new int[] {id, across, down, table});
        }
        frame = new JpegFrame(marker == SOF2, width, height, said);
    }

    /// The segments with which decoders warn: a JFIF of another major version, an Adobe colour
    /// transform that does not exist. Segments that describe the picture rather than its colour are
    /// noted.
    private void application(int marker, int length) throws IOException, Damaged {
        byte[] head = new byte[Math.min(length, 12)];
        in.read(head, 0, head.length);
        var text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("JFIF\0") && head.length > 5) {
            if (head[5] != 1) {
                throw Damaged.damaged("a JFIF header of version " + head[5]);
            }
        } else if (text.startsWith("Adobe") && marker == APP14 && head.length == 12) {
            if (head[11] < 0 || head[11] > 2) {
                throw Damaged.damaged("an unknown colour transform");
            }
        } else {
            described |= !text.startsWith("JFXX\0") && !text.startsWith("ICC_PROFILE\0");
        }
    }

    private int scan() throws IOException, Damaged, BeyondWalk {
        var frame = frame();
        if (++scans > MOST_SCANS) {
            throw Damaged.damaged("more than " + MOST_SCANS + " scans");
        }
        int length = in.u16();
        int number = in.u8();
        if (number < 1 || number > 4 || length != 6 + 2 * number) {
            throw Damaged.damaged("an impossible scan header");
        }
        int[] ids = new int[number];
        int[] tables = new int[number];
        for (int i = 0; i < number; i++) {
            ids[i] = in.u8();
            tables[i] = in.u8();
        }
        int first = in.u8();
        int last = in.u8();
        int bits = in.u8();
        int high = bits >> 4;
        var components = components(frame, ids);
        refuseOutOfOrder(frame, components, first, last, high, bits & 15);
        var parts = new ArrayList<JpegScan.Part>();
        for (int i = 0; i < number; i++) {
            parts.add(part(frame, components.get(i), tables[i], first, high));
        }
        var entropy = new EntropyBits(in);
        return new JpegScan(frame, entropy, parts, restartInterval, first, last, high).walk();
    }

    private static List<Component> components(JpegFrame frame, int[] ids) throws Damaged {
        var found = new ArrayList<Component>();
        int blocks = 0;
        for (int id : ids) {
            var component = frame.components.stream().filter(c -> c.id == id).findFirst();
            if (component.isEmpty() || found.contains(component.get())) {
                throw Damaged.damaged("a scan of a component that is not there");
            }
            found.add(component.get());
            blocks += component.get().across * component.get().down;
        }
        if (found.size() > 1 && blocks > 10) {
            throw Damaged.damaged("an impossible sampling of the colours");
        }
        return found;
    }

    private void refuseOutOfOrder(
            JpegFrame frame, List<Component> components, int first, int last, int high, int low)
            throws Damaged {
        if (!frame.progressive) {
            if (first != 0 || last != 63 || high != 0 || low != 0) {
                throw Damaged.damaged("a scan header that does not suit a sequential image");
            }
        } else if (first > last
                || last > 63
                || (first == 0 && last != 0)
                || (first > 0 && components.size() > 1)
                || (high != 0 && low != high - 1)
                || low > 13) {
            throw Damaged.damaged("an impossible progressive scan");
        }
        for (var component : components) {
            if (!quantization[component.quantization]) {
                throw Damaged.damaged("a quantization table is missing");
            }
            if (first > 0 && component.precision[0] < 0) {
                throw Damaged.damaged("the scans are out of order");
            }
            for (int k = first; k <= last; k++) {
                if (frame.progressive && high != Math.max(component.precision[k], 0)) {
                    throw Damaged.damaged("the scans are out of order");
                }
                component.precision[k] = low;
            }
        }
    }

    private JpegScan.Part part(
            JpegFrame frame, Component component, int tables, int first, int high) throws Damaged {
        boolean wantsDc = first == 0 && high == 0;
        boolean wantsAc = !frame.progressive || first > 0;
        var none = Huffman.none();
        var dc = wantsDc ? table(dcTables, tables >> 4) : none;
        if (!dc.isForDc()) {
            throw Damaged.damaged("a Huffman table for another kind of value");
        }
        return new JpegScan.Part(component, dc, wantsAc ? table(acTables, tables & 15) : none);
    }

    private static Huffman table(@Nullable Huffman[] tables, int which) throws Damaged {
        var table = which < tables.length ? tables[which] : null;
        if (table == null) {
            throw Damaged.damaged("a Huffman table is missing");
        }
        return table;
    }

    /// Whoever cuts a progressive image at the end of a scan and adds an end leaves one that every
    /// decoder takes for good: but no encoder stops before all bits of all values are there.
    private void refuseMissingScans() throws Damaged {
        var frame = frame();
        for (var component : frame.components) {
            int last = frame.progressive ? 63 : 0;
            for (int k = 0; k <= last; k++) {
                if (component.precision[k] != 0) {
                    throw Damaged.truncated("the image ends before its last scans");
                }
            }
        }
    }

    private JpegFrame frame() throws Damaged {
        if (frame == null) {
            throw Damaged.damaged("there is no image in it");
        }
        return frame;
    }

    /// Counts what is not zero behind the image, as far as it matters: padding is harmless.
    private long trailer() throws IOException {
        long found = 0;
        for (int b = in.next(); b >= 0 && found == 0; b = in.next()) {
            found = b == 0 ? 0 : in.left() + 1;
        }
        return found;
    }
}
