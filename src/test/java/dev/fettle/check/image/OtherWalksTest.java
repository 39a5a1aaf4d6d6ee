package dev.fettle.check.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OtherWalksTest {
    @TempDir static Path folder;
    private static final List<Path> GOOD = new ArrayList<>();

    @BeforeAll
    static void real_images() {
        add("plain.png");
        add("interlaced.png", "-interlace", "PNG");
        add("deep.png", "-depth", "16", "-define", "png:bit-depth=16");
        add("grey.png", "-colorspace", "gray");
        add("palette.png", "-colors", "16");
        add("bits.png", "-monochrome", "-interlace", "PNG");
        add("see-through.png", "-alpha", "set", "-channel", "A", "-evaluate", "set", "50%");
        add("narrow.png", "-resize", "3x1!", "-interlace", "PNG");
        add("plain.gif");
        add("interlaced.gif", "-interlace", "GIF");
        add("moving.gif", "(", "+clone", "-swirl", "40", ")", "-delay", "5", "-loop", "0");
        add("two-colours.gif", "-monochrome");
        for (var packing : List.of("None", "LZW", "Zip", "RLE", "JPEG")) {
            add(packing + ".tif", "-compress", packing);
        }
        add("deep.tif", "-depth", "16", "-compress", "LZW");
        add("pages.tif", "(", "+clone", "-swirl", "40", ")", "-compress", "Zip");
        add("big-endian.tif", "-define", "tiff:endian=msb", "-compress", "None");
        add("planes.tif", "-interlace", "plane", "-compress", "LZW");
        add("plain.bmp");
        add("palette.bmp", "-colors", "200", "-compress", "None");
        add("runs.bmp", "-colors", "200", "-compress", "RLE");
        add("bits.bmp", "-monochrome");
        Pictures.allKept().filter(f -> f.toString().endsWith(".tif")).forEach(GOOD::add);
        GOOD.remove(Pictures.kept("fax.tif"));
    }

    private static void add(String name, String... options) {
        GOOD.add(Pictures.photo(folder.resolve(name), options));
    }

    static Stream<Path> good() {
        return GOOD.stream();
    }

    @ParameterizedTest
    @MethodSource("good")
    void a_whole_image_passes(Path image) throws Exception {
        assertThat(look(image)).isInstanceOf(Look.Whole.class);
    }

    @ParameterizedTest
    @MethodSource("good")
    void an_image_cut_anywhere_is_broken(Path image) throws Exception {
        byte[] whole = Files.readAllBytes(image);
        var cut = folder.resolve("cut");
        int step = Math.max(61, whole.length / 80);
        for (int length = 18;
                length < whole.length;
                length += length > whole.length - 20 ? 1 : step) {
            Files.write(cut, Pictures.cut(whole, length));

            assertThat(look(cut)).as("%d bytes", length).isInstanceOf(Look.Broken.class);
        }
    }

    @Test
    void a_png_with_any_byte_changed_is_broken() throws Exception {
        byte[] whole = Files.readAllBytes(folder.resolve("palette.png"));
        var changed = folder.resolve("changed.png");
        for (int at = 8; at < whole.length; at += 41) {
            byte[] bytes = whole.clone();
            bytes[at] ^= 1;
            Files.write(changed, bytes);

            assertThat(look(changed)).as("byte %d", at).isInstanceOf(Look.Broken.class);
        }
    }

    @ParameterizedTest
    @MethodSource("good")
    void changed_bytes_never_end_in_anything_but_an_answer(Path image) throws Exception {
        byte[] whole = Files.readAllBytes(image);
        var random = new SplittableRandom(5);
        var changed = folder.resolve("noisy");
        for (int i = 0; i < 60; i++) {
            byte[] bytes = whole.clone();
            for (int j = 0; j < 4; j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(changed, bytes);

            assertThat(look(changed)).as("seed 5, %d", i).isNotNull();
        }
    }

    @Test
    void bytes_behind_the_end_do_no_harm() throws Exception {
        for (var name : List.of("plain.png", "plain.gif", "None.tif", "plain.bmp")) {
            var longer = folder.resolve("longer-" + name);
            Files.write(longer, Files.readAllBytes(folder.resolve(name)));
            Files.write(longer, new byte[100], java.nio.file.StandardOpenOption.APPEND);

            assertThat(look(longer)).as(name).isInstanceOf(Look.Whole.class);
        }
    }

    /// 65500 × 65500 pixels whose data unpacks to almost nothing, and one that promises itself for
    /// ever.
    @Test
    @Timeout(30)
    void images_made_to_hurt_are_refused_at_once() throws Exception {
        var bomb = ByteBuffer.allocate(200);
        bomb.put("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
        var header = ByteBuffer.allocate(17).put("IHDR".getBytes(StandardCharsets.US_ASCII));
        header.putInt(65_500).putInt(65_500).put(new byte[] {8, 6, 0, 0, 0});
        chunk(bomb, header.array());
        chunk(
                bomb,
                "IDATx\u0001\u0003\u0000\u0000\u0000\u0000\u0001"
                        .getBytes(StandardCharsets.ISO_8859_1));
        chunk(bomb, "IEND".getBytes(StandardCharsets.US_ASCII));
        var ring = ByteBuffer.allocate(100).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        ring.put("II*\0".getBytes(StandardCharsets.US_ASCII)).putInt(8);
        ring.putShort((short) 0).putInt(8);

        assertThat(look(Files.write(folder.resolve("bomb.png"), bomb.array())))
                .isInstanceOf(Look.Broken.class);
        assertThat(look(Files.write(folder.resolve("ring.tif"), ring.array())))
                .isInstanceOf(Look.Broken.class);
    }

    private static void chunk(ByteBuffer into, byte[] typeAndData) {
        var crc = new CRC32();
        crc.update(typeAndData);
        into.putInt(typeAndData.length - 4).put(typeAndData).putInt((int) crc.getValue());
    }

    @Test
    void what_is_no_image_is_told_apart() throws Exception {
        var page =
                Files.writeString(
                        folder.resolve("page.jpg"), "<!DOCTYPE html><html>sign in</html>");
        var text =
                Files.writeString(
                        folder.resolve("text.png"), "BM is how some texts begin, and a BMP");

        assertThat(look(page)).isEqualTo(new Look.NoImage("an HTML page"));
        assertThat(look(text)).isEqualTo(new Look.NoImage("text"));
        assertThat(look(Files.write(folder.resolve("empty.gif"), new byte[0])))
                .isInstanceOf(Look.NoImage.class);
    }

    private static Look look(Path file) throws Exception {
        return new Images("/nowhere").look(file);
    }
}
