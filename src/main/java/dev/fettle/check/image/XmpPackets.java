package dev.fettle.check.image;

import com.drew.metadata.Metadata;
import com.drew.metadata.xmp.XmpReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The XMP that lies in a HEIC or AVIF, plain among the rest: the library reads none there.
final class XmpPackets {
    private static final byte[] BEGIN = "<x:xmpmeta".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "</x:xmpmeta>".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST = 1 << 20;

    private XmpPackets() {}

    static void read(Path file, Metadata into) throws IOException {
        try (var in = Bytes.open(file)) {
            while (pass(in, BEGIN, new ByteArrayOutputStream())) {
                var packet = new ByteArrayOutputStream();
                packet.writeBytes(BEGIN);
                if (pass(in, END, packet)) {
                    new XmpReader().extract(packet.toByteArray(), into);
                }
            }
        }
    }

    /// Reads up to the end of these words, whose first sign stands in them once; false where the
    /// file ends before. Keeps what it passes, as long as that is no more than a packet may be.
    private static boolean pass(Bytes in, byte[] words, ByteArrayOutputStream kept)
            throws IOException {
        int matched = 0;
        for (int b = in.next(); b >= 0; b = in.next()) {
            if (kept.size() > 0 && kept.size() < LONGEST) {
                kept.write(b);
            }
            matched = b == words[matched] ? matched + 1 : b == words[0] ? 1 : 0;
            if (matched == words.length) {
                return true;
            }
        }
        return false;
    }
}
