package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.check.image.Pictures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageCheckTest {
    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "webp", "gif", "tiff", "bmp", "avif", "heic"})
    void a_whole_image_of_any_format_passes(String format) throws Exception {
        Pictures.photo(results.file("photo." + format));

        assertThat(results.finding("image").detail()).contains("photo.%s: good".formatted(format));
    }

    /// The photograph is 203 pixels wide and 157 high.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "image: {format: jpeg}",
                "image: {format: [webp, jpeg]}",
                "image: {min-width: 203, max-width: 203, min-height: 157, max-height: 157}",
                "image: {min-size: 1 kB, max-size: 1 MB}",
                "image: {location: none}"
            })
    void an_image_as_stated_passes(String check) throws Exception {
        Pictures.photo(results.file("photo.jpg"));

        assertThat(results.verdict(check).reason()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image: {format: webp} | format | it is a JPEG | webp",
                "image: {format: [png, webp]} | format | it is a JPEG | png or webp",
                "image: {min-width: 204} | width | it is 203 pixels wide | at least 204 pixels wide",
                "image: {max-width: 202} | width | it is 203 pixels wide | at most 202 pixels wide",
                "image: {min-height: 158} | height | it is 157 pixels high | at least 158 pixels high",
                "image: {max-height: 156} | height | it is 157 pixels high | at most 156 pixels high"
            })
    void an_image_that_is_not_as_stated_fails(
            String check, String code, String found, String expected) throws Exception {
        Pictures.photo(results.file("a/photo.jpg"));

        assertThat(results.finding(check))
                .isEqualTo(
                        new Finding(
                                "image",
                                Optional.of(code),
                                Optional.of("a/photo.jpg"),
                                Optional.of(false),
                                Optional.empty(),
                                Optional.of(expected),
                                Optional.of(found),
                                Optional.of(
                                        "a/photo.jpg: %s; expected: %s"
                                                .formatted(found, expected))));
    }

    @Test
    void the_size_of_the_file_is_held_against_the_bounds() throws Exception {
        var photo = Pictures.photo(results.file("photo.jpg"));
        long bytes = Files.size(photo);

        assertThat(
                        results.verdict("image: {min-size: %d B, max-size: %<d B}".formatted(bytes))
                                .holds())
                .isTrue();
        var finding = results.finding("image: {max-size: %d B}".formatted(bytes - 1));
        assertThat(finding.code()).contains("size");
        assertThat(finding.detail().orElseThrow())
                .matches(
                        "photo\\.jpg: the file has \\d+ kB \\(%,d bytes\\); expected: at most \\d+ kB"
                                .formatted(bytes));
    }

    /// EXIF orientation 6: stored lying, shown standing. In a viewer it is 157 wide and 203 high.
    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "webp"})
    void width_and_height_are_those_that_a_viewer_sees(String format) throws Exception {
        Photographs.turned(results.file("photo." + format));

        assertThat(results.verdict("image: {max-width: 157, min-height: 203}").reason()).isEmpty();
        assertThat(results.verdict("image: {min-width: 203}").invalid()).isTrue();
    }

    @Test
    void file_narrows_it_by_name_and_by_glob() throws Exception {
        Pictures.photo(results.file("photo.jpg"));
        results.write("photo.json", "{}");

        assertThat(results.verdict("image: {file: photo.jpg}").holds()).isTrue();
        assertThat(results.verdict("image: {file: '*.{jpg,png}'}").holds()).isTrue();
        assertThat(results.finding("image: {file: '*.json'}").detail())
                .contains(
                        "photo.json: it is no image, but text;"
                                + " expected: an image that decodes wholly");
    }

    @Test
    void an_empty_file_fails() throws Exception {
        results.write("photo.jpg", "");

        assertThat(results.finding("image").detail())
                .contains("photo.jpg: the file is empty; expected: something in it");
    }

    @Test
    void without_a_decoder_it_cannot_be_made() throws Exception {
        Pictures.photo(results.file("photo.webp"));

        var verdict = results.withPath("/nowhere").verdict("image");

        assertThat(verdict.unmade()).isTrue();
        assertThat(verdict.findings().getFirst().code()).contains("no-decoder");
        assertThat(verdict.reason())
                .contains(
                        "photo.webp: no program here decodes WebP:"
                                + " dwebp or identify or magick or vips");
    }

    @Test
    void a_decoder_is_known_beforehand_where_every_format_needs_one() {
        var check = Results.parse("image: {format: webp}");

        assertThat(Checks.missingPrograms(check, "/nowhere"))
                .containsExactly("dwebp or identify or magick or vips");
        assertThat(Checks.missingPrograms(check, Pictures.PATH)).isEmpty();
        assertThat(
                        Checks.missingPrograms(
                                Results.parse("image: {format: [webp, jpeg]}"), "/nowhere"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image: {format: jpg} | 2:21: format: \"jpg\" is not known here; did you mean \"jpeg\"?",
                "image: {max-with: 1600} | 2:13: unknown key \"max-with\"; did you mean \"max-width\"?",
                "image: {min-width: 2000, max-width: 1600} | 2:24: min-width is more than max-width;"
                        + " no value can fit",
                "image: {max-width: 1600px} | 2:24: max-width: \"1600px\" will not do; right would be"
                        + " a whole number from 1 to 1000000",
                "image: {max-size: 400} | 2:23: max-size: \"400\" is no size; right would be a number"
                        + " and a unit: 400 kB, 2.5 MB, 5 GB (or KiB, MiB, GiB)",
                "image: {location: nowhere} | 2:23: location: \"nowhere\" is not known here;"
                        + " right would be none"
            })
    void what_cannot_be_meant_is_told(String check, String problem) {
        assertThat(Results.problems(check)).containsExactly("README.md:" + problem);
    }
}
