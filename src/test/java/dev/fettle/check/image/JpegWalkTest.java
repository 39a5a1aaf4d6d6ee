package dev.fettle.check.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JpegWalkTest {
    /// How far apart the places lie at which an image is spoilt.
    private static final int STEP = 997;

    @TempDir static Path folder;
    private static final List<Path> good = new ArrayList<>();

    @BeforeAll
    static void real_images() {
        for (var sampling : List.of("1x1", "2x1", "2x2", "1x2", "4x1")) {
            add("baseline-" + sampling, "-sampling-factor", sampling);
            add("progressive-" + sampling, "-sampling-factor", sampling, "-interlace", "JPEG");
        }
        for (var quality : List.of("1", "30", "100")) {
            add("quality-" + quality, "-quality", quality);
            add("progressive-quality-" + quality, "-quality", quality, "-interlace", "JPEG");
        }
        add("grey", "-colorspace", "gray");
        add("grey-progressive", "-colorspace", "gray", "-interlace", "JPEG");
        add("cmyk", "-colorspace", "CMYK");
        add("cmyk-progressive", "-colorspace", "CMYK", "-interlace", "JPEG");
        add("tiny", "-resize", "1x1!");
        add("odd", "-resize", "17x13!", "-interlace", "JPEG");
        add("flat", "-fill", "white", "-colorize", "100", "-interlace", "JPEG");
        add("commented", "-set", "comment", "a note");
        Pictures.allKept()
                .filter(f -> f.toString().endsWith(".jpg") && !f.endsWith("arithmetic.jpg"))
                .forEach(good::add);
    }

    private static void add(String name, String... options) {
        good.add(Pictures.photo(folder.resolve(name + ".jpg"), options));
    }

    static Stream<Path> good() {
        return good.stream();
    }

    @ParameterizedTest
    @MethodSource("good")
    void a_whole_image_passes(Path image) throws Exception {
        assertThat(found(image)).isEqualTo("whole");
    }

    @ParameterizedTest
    @MethodSource("good")
    void an_image_cut_anywhere_is_truncated(Path image) throws Exception {
        byte[] whole = Files.readAllBytes(image);
        for (int length = 3; length < whole.length; length += STEP) {
            assertThat(found(Pictures.cut(whole, length)))
                    .as("%d bytes", length)
                    .isEqualTo("truncated");
        }
    }

    @ParameterizedTest
    @MethodSource("good")
    void an_image_that_lacks_only_its_last_bytes_is_truncated(Path image) throws Exception {
        byte[] whole = Files.readAllBytes(image);
        for (int lost = 1; lost <= 20; lost++) {
            assertThat(found(Pictures.cut(whole, whole.length - lost)))
                    .as("%d bytes lost", lost)
                    .isEqualTo("truncated");
        }
    }

    @ParameterizedTest
    @MethodSource("good")
    void a_cut_image_to_which_somebody_gave_an_end_is_broken(Path image) throws Exception {
        byte[] whole = Files.readAllBytes(image);
        int data = dataOf(whole);
        for (int length = data; length < whole.length - 40; length += STEP) {
            byte[] ended = Arrays.copyOf(whole, length + 2);
            ended[length] = (byte) 0xff;
            ended[length + 1] = (byte) 0xd9;

            assertThat(found(ended)).as("%d bytes", length).isNotEqualTo("whole");
        }
    }

    @ParameterizedTest
    @MethodSource("good")
    void noise_in_place_of_the_rest_is_found(Path image) throws Exception {
        byte[] whole = Files.readAllBytes(image);
        var random = new SplittableRandom(11);
        for (int from = dataOf(whole); from < whole.length - 100; from += STEP) {
            assertThat(found(Pictures.spoilt(whole, from, 2, random)))
                    .as("seed 11, from %d", from)
                    .isNotEqualTo("whole");
        }
    }

    @Test
    void zeros_in_place_of_the_rest_are_found() throws Exception {
        byte[] whole = Files.readAllBytes(folder.resolve("baseline-2x2.jpg"));
        for (int from = dataOf(whole); from < whole.length - 100; from += STEP) {
            byte[] spoilt = whole.clone();
            Arrays.fill(spoilt, from, whole.length - 2, (byte) 0);

            assertThat(found(spoilt)).as("from %d", from).isNotEqualTo("whole");
        }
    }

    @Test
    void what_follows_the_end_is_no_part_of_the_image() throws Exception {
        byte[] whole = Files.readAllBytes(folder.resolve("baseline-2x2.jpg"));
        byte[] padded = Arrays.copyOf(whole, whole.length + 500);
        byte[] followed = padded.clone();
        new SplittableRandom(3).nextBytes(whole);
        System.arraycopy(whole, 0, followed, whole.length, 500);

        assertThat(walk(padded).trailer()).isZero();
        assertThat(walk(followed).trailer()).isPositive();
    }

    @Test
    void the_message_says_how_much_is_there() throws Exception {
        byte[] whole = Files.readAllBytes(folder.resolve("baseline-2x2.jpg"));
        var look = look(Pictures.cut(whole, whole.length / 2));

        assertThat(look).isInstanceOf(Look.Broken.class);
        assertThat(((Look.Broken) look).detail())
                .containsPattern("[45]\\d % of the height is there");
    }

    @Test
    void arithmetic_coding_is_for_a_program() throws Exception {
        assumeThat(Pictures.isInstalled("djpeg") || Pictures.isInstalled("identify")).isTrue();

        var whole = Pictures.kept("arithmetic.jpg");
        byte[] bytes = Files.readAllBytes(whole);

        assertThat(new Images(Pictures.PATH).look(whole)).isInstanceOf(Look.Whole.class);
        assertThat(new Images("/nowhere").look(whole)).isInstanceOf(Look.NoDecoder.class);
        assertThat(look(Pictures.cut(bytes, bytes.length / 2))).isInstanceOf(Look.Broken.class);
    }

    /// 65500 × 65500 pixels: after the DC values, each scan says only "nothing, 32767 times".
    @ParameterizedTest
    @ValueSource(ints = 63)
    @Timeout(30)
    void a_huge_image_of_nothing_takes_neither_memory_nor_minutes(int scans) throws Exception {
        var bomb = new ByteArrayOutputStream();
        bomb.write(hex("ffd8 ffdb0043 00" + "01".repeat(64)));
        bomb.write(hex("ffc2000b 08 ffdc ffdc 01 01 11 00"));
        // A DC table with one code, for 0; an AC table with one code, for a run of 2^14 blocks and
        // more.
        bomb.write(hex("ffc40014 00 01" + "00".repeat(15) + "00"));
        bomb.write(hex("ffc40014 10 01" + "00".repeat(15) + "e0"));
        bomb.write(hex("ffda0008 01 01 00 00 00 00"));
        long blocks = 8188L * 8188L;
        byte[] zeros = new byte[(int) ((blocks + 7) / 8)];
        bomb.write(zeros);
        for (int from = 1; from <= scans; from++) {
            bomb.write(hex("ffda0008 01 01 00 %02x %02x 00".formatted(from, from)));
            bomb.write(runs(blocks));
        }
        bomb.write(hex("ffd9"));

        assertThat(found(bomb.toByteArray())).isEqualTo("whole");
    }

    /// Codes of one bit (0) and 14 bits more: runs of 16384 to 32767 blocks.
    private static byte[] runs(long blocks) {
        var bits = new BitSet();
        int at = 0;
        for (long left = blocks; left > 0; ) {
            long run = Math.min(left, 32767);
            if (run < 16384) {
                run = 16384;
            }
            if (left - run > 0 && left - run < 16384) {
                run = left - 16384;
            }
            for (int bit = 13; bit >= 0; bit--) {
                bits.set(at + 1 + (13 - bit), (run - 16384 >> bit & 1) != 0);
            }
            at += 15;
            left -= run;
        }
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < (at + 7) / 8; i++) {
            int b = 0;
            for (int j = 0; j < 8; j++) {
                b = b << 1 | (i * 8 + j < at ? bits.get(i * 8 + j) ? 1 : 0 : 1);
            }
            bytes.write(b);
            if (b == 0xff) {
                bytes.write(0);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void a_header_alone_of_a_huge_image_is_refused_at_once() throws Exception {
        byte[] whole = Files.readAllBytes(folder.resolve("progressive-2x2.jpg"));
        for (int i = 0; i < whole.length; i++) {
            if ((whole[i] & 0xff) == 0xff && (whole[i + 1] & 0xff) == 0xc2) {
                Arrays.fill(whole, i + 5, i + 9, (byte) 0xfe);
                break;
            }
        }
        assertThat(found(whole)).isEqualTo("truncated");
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("good")
    void an_image_cut_at_any_byte_is_broken(Path image) throws Exception {
        byte[] whole = Files.readAllBytes(image);
        int step = whole.length < 10_000 ? 1 : 29;
        for (int length = 3; length < whole.length; length += step) {
            assertThat(found(Pictures.cut(whole, length)))
                    .as("%d bytes", length)
                    .isEqualTo("truncated");
        }
    }

    /// Bytes that change anywhere must never end in anything but an answer, nor pass where djpeg
    /// warns.
    @Tag("long")
    @Test
    void where_djpeg_warns_the_walk_stops() throws Exception {
        assumeThat(Pictures.isInstalled("djpeg")).isTrue();
        var random = new SplittableRandom(42);
        var file = folder.resolve("changed.jpg");
        for (var image : good) {
            byte[] whole = Files.readAllBytes(image);
            for (int i = 0; i < 100; i++) {
                byte[] changed = whole.clone();
                int at = random.nextInt(whole.length);
                changed[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, changed);
                if (found(file).equals("whole")) {
                    int exit = Pictures.run("djpeg", "-outfile", "/dev/null", file.toString());
                    assertThat(exit).as("seed 42: %s, byte %d", image, at).isZero();
                }
            }
        }
    }

    @Test
    void changed_bytes_never_end_in_anything_but_an_answer() throws Exception {
        var random = new SplittableRandom(43);
        for (var image : good) {
            byte[] whole = Files.readAllBytes(image);
            for (int i = 0; i < 60; i++) {
                byte[] changed = whole.clone();
                for (int j = 0; j < 3; j++) {
                    changed[random.nextInt(Math.min(whole.length, 800))] =
                            (byte) random.nextInt(256);
                }
                assertThat(found(changed)).as("seed 43: %s", image).isNotEmpty();
            }
        }
    }

    private Picture walk(byte[] bytes) throws Exception {
        try (var in = Bytes.open(Files.write(folder.resolve("walked"), bytes))) {
            return JpegWalk.walk(in);
        }
    }

    private Look look(byte[] bytes) throws Exception {
        return new Images(Pictures.PATH).look(Files.write(folder.resolve("looked"), bytes));
    }

    private String found(byte[] bytes) throws Exception {
        return found(Files.write(folder.resolve("found"), bytes));
    }

    private static String found(Path file) throws IOException {
        try (var in = Bytes.open(file)) {
            JpegWalk.walk(in);
            return "whole";
        } catch (Damaged e) {
            return e.code();
        } catch (BeyondWalk e) {
            return "beyond";
        }
    }

    /// Where the first scan's data begins.
    private static int dataOf(byte[] jpeg) {
        for (int i = 2; i < jpeg.length; ) {
            int length = (jpeg[i + 2] & 0xff) << 8 | jpeg[i + 3] & 0xff;
            if ((jpeg[i + 1] & 0xff) == 0xda) {
                return i + 2 + length + 4;
            }
            i += 2 + length;
        }
        throw new IllegalArgumentException("no scan");
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
