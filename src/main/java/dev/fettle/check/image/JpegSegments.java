package dev.fettle.check.image;

import java.io.IOException;
import java.nio.file.Path;

/// The segments before the image data of a JPEG, as far as they describe it.
final class JpegSegments {
    private static final int SOS = 0xda;
    private static final int EOI = 0xd9;
    private static final int APP0 = 0xe0;

    private JpegSegments() {}

    /// @throws IOException where they take more than should be kept in memory
    static void refuseTooMuch(Path file) throws IOException {
        long bytes = 0;
        try (var in = Bytes.open(file)) {
            in.skip(2);
            for (int marker = marker(in); marker != SOS && marker != EOI; marker = marker(in)) {
                int length = in.u16();
                bytes += marker >= APP0 ? length : 0;
                DescriptionReader.refuseBeyond(bytes);
                in.skip(Math.max(length - 2, 0));
            }
        } catch (Damaged e) {
            // then there is no more of them, and what is wrong with the image is told elsewhere
            return;
        }
    }

    private static int marker(Bytes in) throws IOException, Damaged {
        int marker = in.u8();
        while (marker == 0xff) {
            marker = in.u8();
        }
        return marker;
    }
}
