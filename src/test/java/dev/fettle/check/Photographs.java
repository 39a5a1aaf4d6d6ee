package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.check.image.Pictures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Photographs with what cameras and editors write into them beside the pixels.
final class Photographs {
    private static final int APP1 = 0xe1;
    private static final int APP13 = 0xed;
    private static final int ASCII = 2;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int RATIONAL = 5;

    private Photographs() {}

    /// Stored lying, to be shown standing, and nothing else said of it.
    static Path turned(Path file) throws IOException {
        return with(file, APP1, exif(false, true));
    }

    /// With a position in its EXIF.
    static Path located(Path file) throws IOException {
        return with(file, APP1, exif(true, false));
    }

    /// With these attributes in its XMP.
    static Path withXmp(Path file, String attributes) throws IOException {
        var packet =
                """
                <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
                 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
                 xmlns:exif="http://ns.adobe.com/exif/1.0/"
                 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
                 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
                 rdf:about="" %s/></rdf:RDF></x:xmpmeta>
                """
                        .formatted(attributes);
        var segment = "http://ns.adobe.com/xap/1.0/\0" + packet;
        return with(file, APP1, segment.getBytes(StandardCharsets.UTF_8));
    }

    /// With one data set of IPTC (2:90 is the city), in the resource block of Photoshop.
    static Path withIptc(Path file, int dataSet, String text) throws IOException {
        var block = ByteBuffer.allocate(200);
        block.put("Photoshop 3.0\0008BIM".getBytes(StandardCharsets.US_ASCII));
        block.putShort((short) 0x404).putShort((short) 0).putInt(5 + text.length());
        block.put(new byte[] {0x1c, 2, (byte) dataSet}).putShort((short) text.length());
        block.put(text.getBytes(StandardCharsets.US_ASCII));
        return with(file, APP13, Arrays.copyOf(block.array(), block.position()));
    }

    /// A photograph with one more segment; where the file is to be no JPEG, libvips takes it over.
    static Path with(Path file, int marker, byte[] segment) throws IOException {
        var photo = Pictures.photo(file.resolveSibling("photo-" + marker + ".jpg"));
        byte[] plain = Files.readAllBytes(photo);
        var jpeg = ByteBuffer.allocate(plain.length + segment.length + 4);
        jpeg.put(plain, 0, 2).put((byte) 0xff).put((byte) marker);
        jpeg.putShort((short) (segment.length + 2)).put(segment).put(plain, 2, plain.length - 2);
        Files.write(photo, jpeg.array());
        if (file.toString().endsWith(".jpg")) {
            return Files.move(photo, file);
        }
        assertThat(Pictures.run("vips", "copy", photo.toString(), file.toString())).isZero();
        Files.delete(photo);
        return file;
    }

    /// EXIF with a position at 53° 32′ N, 10° E, with orientation 6, or with both.
    private static byte[] exif(boolean place, boolean turned) {
        var exif = ByteBuffer.allocate(200);
        exif.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        exif.putInt(0x4d4d002a).putInt(8);
        exif.putShort((short) ((place ? 1 : 0) + (turned ? 1 : 0)));
        if (turned) {
            entry(exif, 0x112, SHORT, 1, 6 << 16);
        }
        if (place) {
            entry(exif, 0x8825, LONG, 1, 60);
        }
        exif.putInt(0);
        if (place) {
            exif.position(66).putShort((short) 4);
            entry(exif, 1, ASCII, 2, 'N' << 24);
            entry(exif, 2, RATIONAL, 3, 120);
            entry(exif, 3, ASCII, 2, 'E' << 24);
            entry(exif, 4, RATIONAL, 3, 144);
            exif.putInt(0);
            exif.position(126);
            for (int part : new int[] {53, 32, 0, 10, 0, 0}) {
                exif.putInt(part).putInt(1);
            }
        }
        return Arrays.copyOf(exif.array(), exif.position());
    }

    private static void entry(ByteBuffer into, int tag, int type, int count, int value) {
        into.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }
}
