package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fettle.check.image.Pictures;
import java.io.BufferedOutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Images whose descriptions were made to fill the memory, or to do worse; and large ones that only
/// look so.
@Timeout(60)
class HostileDescriptionTest {
    private static final String EVERYTHING =
            "image: {max-width: 1600, location: none, metadata: none}";

    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp);
    }

    /// ImageMagick puts the description of a TIFF behind its pixels.
    @Test
    void a_scan_larger_than_memory_is_looked_at_in_little() throws Exception {
        Pictures.magick(
                results.file("scan.tif"),
                List.of(
                        "-size",
                        "9000x9000",
                        "xc:#123456",
                        "-set",
                        "comment",
                        "x",
                        "-compress",
                        "none"));

        assertThat(SmallMachine.findings(results, "image: {location: none, min-width: 9000}"))
                .containsExactly("true: scan.tif: good");
    }

    @Test
    void a_jpeg_with_as_many_descriptions_as_memory_cannot_be_judged() throws Exception {
        byte[] photo = Files.readAllBytes(Pictures.photo(temp.resolve("photo.jpg")));
        byte[] xmp = new byte[65_535];
        System.arraycopy(
                "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.US_ASCII),
                0,
                xmp,
                2,
                29);
        xmp[0] = xmp[1] = (byte) 0xff;
        try (var out = Files.newOutputStream(results.file("photo.jpg"))) {
            out.write(photo, 0, 2);
            for (int i = 0; i < 1200; i++) {
                out.write(new byte[] {(byte) 0xff, (byte) 0xe1});
                out.write(xmp);
            }
            out.write(photo, 2, photo.length - 2);
        }

        assertThat(SmallMachine.findings(results, "image"))
                .containsExactly("true: photo.jpg: good");
        assertThat(SmallMachine.findings(results, "image: {location: none}"))
                .containsExactly(
                        "unmade: unreadable: photo.jpg: cannot be read:"
                                + " its metadata cannot be read in more than 8.4 MB");
    }

    /// With a chunk or box behind all the others that holds nothing.
    @ParameterizedTest
    @CsvSource({
        "webp,JUNK,100,false: location: a.webp: a GPS position in its EXIF;"
                + " expected: no location in it",
        "heic,mdat,20,false: location: a.heic: a GPS position in its EXIF;"
                + " expected: no location in it",
        "avif,free,20,false: location: a.avif: a GPS position in its EXIF;"
                + " expected: no location in it",
        "heic,mdat,100,unmade: unreadable: a.heic: cannot be read: its metadata cannot be read in"
                + " more than 25 MB",
        "webp,EXIF,100,false: damaged: a.webp: the image is damaged: a description beyond all"
                + " bounds; it ends in zeros; expected: an image that decodes wholly"
    })
    void an_image_padded_beyond_memory_is_looked_at_in_little(
            String format, String box, int megabytes, String found) throws Exception {
        var photo = Photographs.located(temp.resolve("photo." + format));
        byte[] whole = Files.readAllBytes(photo);
        int length = megabytes << 20;
        var padding = ByteBuffer.allocate(8);
        if (format.equals("webp")) {
            padding.put(box.getBytes(StandardCharsets.US_ASCII));
            padding.order(ByteOrder.LITTLE_ENDIAN).putInt(length);
            ByteBuffer.wrap(whole)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(4, whole.length - 8 + 8 + length);
        } else {
            padding.putInt(length + 8).put(box.getBytes(StandardCharsets.US_ASCII));
        }
        try (var file = new RandomAccessFile(results.file("a." + format).toFile(), "rw")) {
            file.write(whole);
            file.write(padding.array());
            file.setLength(file.length() + length);
        }

        assertThat(SmallMachine.findings(results, "image: {location: none}"))
                .containsExactly(found);
    }

    @Test
    void a_gif_with_a_comment_as_large_as_memory_is_refused() throws Exception {
        byte[] whole = Files.readAllBytes(Pictures.photo(temp.resolve("photo.gif")));
        byte[] block = new byte[256];
        Arrays.fill(block, (byte) 'a');
        block[0] = (byte) 255;
        try (var out = new BufferedOutputStream(Files.newOutputStream(results.file("a.gif")))) {
            out.write(whole, 0, whole.length - 1);
            out.write(new byte[] {0x21, (byte) 0xfe});
            for (int i = 0; i < 400_000; i++) {
                out.write(block);
            }
            out.write(new byte[] {0, 0x3b});
        }

        assertThat(SmallMachine.findings(results, "image: {metadata: none}").getFirst())
                .startsWith("false: damaged: a.gif: the image is damaged: a description beyond");
    }

    /// The XMP of a stranger's photograph must not make this machine call an address of his.
    @Test
    void xmp_reads_nothing_from_the_network_nor_from_files() throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var address = "http://127.0.0.1:" + server.getLocalPort() + "/e";
            var xmp =
                    "http://ns.adobe.com/xap/1.0/\0<!DOCTYPE x [<!ENTITY e SYSTEM '"
                            + address
                            + "'>]><x:xmpmeta xmlns:x='adobe:ns:meta/'>&e;</x:xmpmeta>";
            Photographs.with(results.file("photo.jpg"), 0xe1, xmp.getBytes(StandardCharsets.UTF_8));

            results.verdict("image: {location: none}");

            server.setSoTimeout(1);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void changed_bytes_of_a_description_never_end_in_anything_but_an_answer() throws Exception {
        var random = new SplittableRandom(21);
        var photos =
                List.of(
                        Photographs.located(temp.resolve("a.jpg")),
                        Photographs.withXmp(temp.resolve("b.jpg"), "exif:GPSLatitude='53,32N'"),
                        Photographs.withIptc(temp.resolve("c.jpg"), 90, "Hamburg"),
                        Photographs.located(temp.resolve("d.heic")),
                        Photographs.located(temp.resolve("e.png")),
                        Photographs.withXmp(temp.resolve("f.tif"), "exif:GPSLatitude='53,32N'"));
        for (var photo : photos) {
            byte[] whole = Files.readAllBytes(photo);
            for (int i = 0; i < 60; i++) {
                byte[] changed = whole.clone();
                changed[random.nextInt(Math.min(whole.length, 400))] = (byte) random.nextInt(256);
                results.write(photo.getFileName().toString(), changed);

                assertThat(results.withPath("/nowhere").verdict(EVERYTHING).findings())
                        .as("seed 21: %s, change %d", photo, i)
                        .isNotEmpty();
            }
            Files.delete(results.file(photo.getFileName().toString()));
        }
    }
}
