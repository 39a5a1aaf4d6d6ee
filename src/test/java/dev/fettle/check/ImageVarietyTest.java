package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.check.image.Pictures;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Images that are unlike most and as whole as any: no decoder complains, and no check may.
class ImageVarietyTest {
    private static final Path RECIPE =
            Path.of(System.getProperty("fettle.root"), "recipes/web-images");

    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp);
    }

    @AfterEach
    void it_passes_image_and_valid_without_a_warning() throws Exception {
        assertThat(results.evidence().files()).isNotEmpty();
        for (var finding : results.verdict("image", "valid").findings()) {
            assertThat(finding.passed()).as("%s", finding).contains(true);
            assertThat(finding.warning()).as("%s", finding).isEmpty();
        }
    }

    @Test
    void a_cmyk_jpeg() throws Exception {
        Pictures.photo(results.file("print.jpg"), "-colorspace", "CMYK");
        Files.copy(RECIPE.resolve("samples/print/input/dunes.jpg"), results.file("dunes.jpg"));
    }

    /// What cameras write: no profile, but "uncalibrated" in the EXIF and R03 among its
    /// interoperability.
    @Test
    void a_jpeg_in_adobe_rgb() throws Exception {
        var exif =
                "457869660000 4d4d002a00000008 0001 8769000400000001 0000001a 00000000"
                        + " 0002 a001000300000001 ffff0000 a005000400000001 00000038 00000000"
                        + " 0001 0001000200000004 52303300 00000000";
        Photographs.with(
                results.file("camera.jpg"), 0xe1, HexFormat.of().parseHex(exif.replace(" ", "")));
    }

    @ParameterizedTest
    @CsvSource({"jpg", "png", "webp", "tiff"})
    void one_with_a_colour_profile(String format) throws Exception {
        var profile = RECIPE.resolve("srgb.icc").toString();
        var image = Pictures.photo(results.file("photo." + format), "-profile", profile);
        assertThat(Files.readString(image, StandardCharsets.ISO_8859_1))
                .containsAnyOf("iCCP", "ICC", "acsp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-interlace JPEG", "-colorspace gray", "-sampling-factor 4x1", "-depth 16"})
    void a_jpeg_of_another_make(String options) throws Exception {
        Pictures.photo(results.file("photo.jpg"), options.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-depth 16",
                "-colors 2",
                "-interlace PNG",
                "-alpha set -channel A -evaluate set 40%"
            })
    void a_png_of_another_make(String options) throws Exception {
        Pictures.photo(results.file("photo.png"), options.split(" "));
    }

    /// A phone's second picture (for depth, or a larger brightness range) follows the first.
    @Test
    void a_jpeg_with_another_behind_its_end() throws Exception {
        byte[] mpf = "MPF\0MM\0*\0\0\0\b\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
        var first = Photographs.with(temp.resolve("first.jpg"), 0xe2, mpf);
        var second = Pictures.photo(temp.resolve("second.jpg"), "-colorspace", "gray");
        var both = new ByteArrayOutputStream();
        both.write(Files.readAllBytes(first));
        both.write(Files.readAllBytes(second));
        results.write("phone.jpg", both.toByteArray());
    }

    /// A motion photo: two seconds of film follow.
    @Test
    void a_jpeg_with_a_film_behind_its_end() throws Exception {
        var photo = Pictures.photo(temp.resolve("photo.jpg"));
        byte[] film = new byte[100_000];
        new SplittableRandom(9).nextBytes(film);
        var both = new ByteArrayOutputStream();
        both.write(Files.readAllBytes(photo));
        both.write("\0\0\0\30ftypmp42".getBytes(StandardCharsets.ISO_8859_1));
        both.write(film);
        results.write("motion.jpg", both.toByteArray());
    }

    @Test
    void an_animation() throws Exception {
        Pictures.magick(
                results.file("moving.gif"),
                List.of("-size", "60x40", "plasma:", "plasma:", "plasma:"));
        Files.copy(Pictures.kept("moving.webp"), results.file("moving.webp"));
    }
}
