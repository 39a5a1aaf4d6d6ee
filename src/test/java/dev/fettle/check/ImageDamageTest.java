package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.check.image.Pictures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `image` says of images that a card, a cable or a disk spoilt. `valid` says the same.
class ImageDamageTest {
    private static final String END = "; expected: an image that decodes wholly";

    @TempDir private Path temp;
    private Results results;
    private byte[] whole;

    @BeforeEach
    void a_photograph() throws Exception {
        results = Results.in(temp);
        whole = Files.readAllBytes(Pictures.photo(temp.resolve("whole.jpg")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "valid"})
    void of_half_a_jpeg_it_says_how_much_is_there(String check) throws Exception {
        results.write("half.jpg", Arrays.copyOf(whole, whole.length / 2));

        var finding = results.finding(check);

        assertThat(finding.code()).contains("truncated");
        assertThat(finding.detail().orElseThrow())
                .matches(
                        "half\\.jpg: the image is truncated: the file ends in the middle of the"
                                + " image data \\(4\\d % of the height is there\\)"
                                + END);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "valid"})
    void of_a_jpeg_whose_second_half_is_zeros_it_says_so(String check) throws Exception {
        Arrays.fill(whole, whole.length / 2, whole.length, (byte) 0);
        results.write("zeros.jpg", whole);

        var finding = results.finding(check);

        assertThat(finding.passed()).contains(false);
        assertThat(finding.detail().orElseThrow())
                .matches("zeros\\.jpg: the image is truncated: .*; it ends in zeros" + END);
    }

    /// Many such images decode without a word, as a few wrong blocks: no decoder can tell. Of those
    /// that leave data over at the end libjpeg is silent too.
    @Test
    void a_jpeg_with_one_changed_byte_is_refused_wherever_libjpeg_warns() throws Exception {
        var random = new SplittableRandom(7);
        int refused = 0;
        int warned = 0;
        for (int i = 0; i < 40; i++) {
            byte[] changed = whole.clone();
            int at = 700 + random.nextInt(whole.length - 702);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            var file = results.write("changed.jpg", changed);

            boolean holds = results.verdict("image").holds();

            int libjpeg = Pictures.run("identify", "+ping", "-regard-warnings", file.toString());
            assertThat(holds && libjpeg != 0).as("seed 7, byte %d", at).isFalse();
            warned += libjpeg == 0 ? 0 : 1;
            refused += holds ? 0 : 1;
        }
        assertThat(warned).isPositive();
        assertThat(refused).isBetween(warned, 39);
    }

    @Test
    void a_png_with_one_changed_byte_fails_its_checksum() throws Exception {
        byte[] png = Files.readAllBytes(Pictures.photo(temp.resolve("whole.png")));
        png[png.length / 2] ^= 1;
        results.write("changed.png", png);

        assertThat(results.finding("image").detail().orElseThrow())
                .matches(
                        "changed\\.png: the image is damaged: a checksum is wrong, before byte \\d+"
                                + END);
    }

    @ParameterizedTest
    @ValueSource(strings = {"webp", "gif", "tiff", "heic"})
    void half_of_any_image_is_truncated(String format) throws Exception {
        byte[] image = Files.readAllBytes(Pictures.photo(temp.resolve("whole." + format)));
        results.write("half." + format, Arrays.copyOf(image, image.length / 2));

        var finding = results.finding("image");

        assertThat(finding.code()).contains("truncated");
        assertThat(finding.detail().orElseThrow())
                .startsWith("half.%s: the image is truncated: ".formatted(format))
                .endsWith(END);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "valid"})
    void a_page_under_the_name_of_a_photograph_is_no_image(String check) throws Exception {
        results.write("photo.jpg", "<!DOCTYPE html>\n<html><title>Sign in</title></html>\n");

        var finding = results.finding(check);

        assertThat(finding.code()).contains("no-image");
        assertThat(finding.detail()).contains("photo.jpg: it is no image, but an HTML page" + END);
    }
}
