package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fettle.check.image.Pictures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `location: none` and `metadata: none`: what must not leave the house with a picture.
class ImageDescriptionTest {
    private static final Path RECIPE =
            Path.of(System.getProperty("fettle.root"), "recipes/web-images");

    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "webp", "avif", "heic"})
    void a_position_in_the_exif_is_found(String format) throws Exception {
        assumeThat(Pictures.isInstalled("vips")).isTrue();
        Photographs.located(results.file("photo." + format));

        var finding = results.finding("image: {location: none}");

        assertThat(finding.code()).contains("location");
        assertThat(finding.detail())
                .contains(
                        "photo.%s: a GPS position in its EXIF; expected: no location in it"
                                .formatted(format));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "webp", "tif", "heic", "avif"})
    void a_position_in_the_xmp_is_found(String format) throws Exception {
        assumeThat(Pictures.isInstalled("vips")).isTrue();
        Photographs.withXmp(
                results.file("photo." + format),
                "exif:GPSLatitude='53,32.5N' exif:GPSLongitude='9,59.0E'");

        assertThat(results.finding("image: {location: none}").detail())
                .contains(
                        "photo.%s: a place in its XMP; expected: no location in it"
                                .formatted(format));
    }

    @Test
    void xmp_that_imagemagick_put_into_a_png_is_found() throws Exception {
        var photo = Photographs.withXmp(temp.resolve("a.jpg"), "photoshop:City='Hamburg'");
        Pictures.convert(photo, results.file("photo.png"));

        assertThat(results.finding("image: {location: none}").found())
                .contains("a place in its XMP");
    }

    @Test
    void exif_that_imagemagick_put_into_a_png_is_found() throws Exception {
        var photo = Photographs.located(temp.resolve("a.jpg"));
        Pictures.convert(photo, results.file("photo.png"));

        assertThat(results.finding("image: {location: none}").found())
                .contains("a GPS position in its EXIF");
    }

    /// ImageMagick writes values of the EXIF as texts too, which stay when the EXIF is removed.
    @Test
    void a_position_that_stayed_in_the_texts_of_a_png_is_found() throws Exception {
        var photo = Photographs.located(temp.resolve("a.jpg"));
        Pictures.convert(photo, temp.resolve("a.png"));
        var stripped = List.of(temp.resolve("a.png").toString(), "+profile", "exif");
        Pictures.magick(results.file("photo.png"), stripped);

        assertThat(results.finding("image: {location: none}").found())
                .contains("a place in its texts");
    }

    /// A phone's film or second picture may have a position of its own.
    @Test
    void what_lies_behind_the_end_leaves_open_whether_there_is_a_location() throws Exception {
        byte[] photo = Files.readAllBytes(Pictures.photo(temp.resolve("photo.jpg")));
        byte[] longer = Arrays.copyOf(photo, photo.length + 1000);
        longer[photo.length + 500] = 1;
        results.write("phone.jpg", longer);

        assertThat(results.verdict("image: {location: none}").unmade()).isTrue();
        assertThat(results.finding("image: {location: none}").detail())
                .contains(
                        "phone.jpg: something lies behind the end of the image,"
                                + " and may tell where it was taken");
        assertThat(results.finding("image: {metadata: none}").found())
                .contains("something behind the end of the image");
    }

    @Test
    void a_city_in_the_iptc_is_found() throws Exception {
        Photographs.withIptc(results.file("photo.jpg"), 90, "Hamburg");

        assertThat(results.finding("image: {location: none}").detail())
                .contains("photo.jpg: a place in its IPTC; expected: no location in it");
    }

    @Test
    void what_tells_no_place_passes_without_location() throws Exception {
        Photographs.withXmp(results.file("a.jpg"), "xmp:Rating='5' exif:GPSLatitude=''");
        Photographs.withIptc(results.file("b.jpg"), 5, "Title");
        Photographs.turned(results.file("c.jpg"));

        assertThat(results.verdict("image: {location: none}").reason()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a.jpg,XMP", "b.jpg,IPTC (Object Name)", "c.jpg,JpegComment (JPEG Comment)"})
    void what_describes_the_picture_is_metadata(String file, String found) throws Exception {
        Photographs.withXmp(results.file("a.jpg"), "xmp:Rating='5'");
        Photographs.withIptc(results.file("b.jpg"), 5, "Title");
        Pictures.photo(results.file("c.jpg"), "-set", "comment", "by me");

        var finding = results.finding("image: {metadata: none, file: %s}".formatted(file));

        assertThat(finding.code()).contains("metadata");
        assertThat(finding.found().orElseThrow()).startsWith(found);
        assertThat(finding.detail().orElseThrow())
                .isEqualTo(
                        "%s: %s; expected: no metadata in it"
                                .formatted(file, finding.found().orElseThrow()));
    }

    @Test
    void how_a_picture_is_turned_is_no_metadata() throws Exception {
        Photographs.turned(results.file("photo.jpg"));
        Pictures.photo(results.file("dense.jpg"), "-density", "300");

        assertThat(results.verdict("image: {metadata: none}").reason()).isEmpty();
    }

    /// libvips 8.14 leaves the place in a WebP though it was told to strip it (libvips issue 3340):
    /// a picture that still says where it was taken must not pass for one that does not.
    @ParameterizedTest
    @CsvSource({"magick,jpeg", "magick,webp", "vips,jpeg", "vips,webp"})
    void what_web_images_publishes_has_neither(String tool, String format) throws Exception {
        assumeThat(tool.equals("magick") || Pictures.isInstalled("vipsthumbnail")).isTrue();
        var script = results.automation().resolve("shrink.sh");
        Files.copy(RECIPE.resolve("srgb.icc"), results.automation().resolve("srgb.icc"));
        Files.writeString(
                script,
                Files.readString(RECIPE.resolve("shrink.sh"))
                        .replace("{{tool}}", tool)
                        .replace("{{format}}", format)
                        .replace("{{width}}", "300"));
        var photo = RECIPE.resolve("samples/upright/input/pines.jpg");
        assertThat(Pictures.run("sh", script + "", photo + "", results.folder() + "")).isZero();

        assertThat(
                        results.verdict(
                                        "image: {location: none, metadata: none, max-height: 300}",
                                        "count: 1")
                                .reason())
                .isEmpty();
    }
}
