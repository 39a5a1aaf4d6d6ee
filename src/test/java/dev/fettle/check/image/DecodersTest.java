package dev.fettle.check.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodersTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"tiny.webp", "moving.webp", "tiny.avif", "tiny.heic", "fax.tif"})
    void without_a_program_a_whole_container_is_left_open(String name) throws Exception {
        assertThat(new Images("/nowhere").look(Pictures.kept(name)))
                .isInstanceOf(Look.NoDecoder.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny.webp", "tiny.avif", "tiny.heic"})
    void without_a_program_a_cut_container_is_found(String name) throws Exception {
        byte[] whole = Files.readAllBytes(Pictures.kept(name));
        for (int length = 20; length < whole.length; length += 3) {
            var cut = Files.write(folder.resolve(name), Pictures.cut(whole, length));

            assertThat(new Images("/nowhere").look(cut))
                    .as("%d", length)
                    .isInstanceOf(Look.Broken.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "photo.webp",
                "new\nline.webp",
                "-rf.webp",
                "a[1].webp",
                "x:%d.webp",
                "@list.webp",
                "日本.webp"
            })
    void an_installed_program_decodes_a_webp_whatever_it_is_called(String name) throws Exception {
        var photo = Pictures.photo(folder.resolve("made.webp"));
        var image = Files.move(photo, folder.resolve(name));

        var look = new Images(Pictures.PATH).look(image);

        assertThat(look).isEqualTo(new Look.Whole(new Picture(Format.WEBP, 203, 157, false, 0)));
        assertThat(image).exists();
    }

    @Test
    void a_webp_whose_data_breaks_off_inside_a_whole_container_is_found() throws Exception {
        byte[] whole = Files.readAllBytes(Pictures.photo(folder.resolve("made.webp")));
        byte[] half = Pictures.cut(whole, whole.length / 2 / 2 * 2);
        var sizes = ByteBuffer.wrap(half).order(ByteOrder.LITTLE_ENDIAN);
        sizes.putInt(4, half.length - 8).putInt(16, half.length - 20);
        var image = Files.write(folder.resolve("half.webp"), half);

        var look = new Images(Pictures.PATH).look(image);

        assertThat(look).isInstanceOf(Look.Broken.class);
        assertThat(((Look.Broken) look).detail()).doesNotContain("/tmp");
    }

    @Test
    void frames_are_decoded_too() throws Exception {
        assumeThat(Pictures.isInstalled("identify") || Pictures.isInstalled("magick")).isTrue();

        assertThat(new Images(Pictures.PATH).look(Pictures.kept("moving.webp")))
                .isInstanceOf(Look.Whole.class);
    }

    /// Somebody forbids ImageMagick a format, or built it without: that is no fault of the image.
    @Test
    void a_program_that_cannot_proves_nothing() throws Exception {
        var programs = Files.createDirectory(folder.resolve("bin"));
        var fake =
                Files.writeString(
                        programs.resolve("identify"),
                        "#!/bin/sh\necho 'identify: no decode delegate for this image format' >&2; exit 1\n");
        assertThat(fake.toFile().setExecutable(true)).isTrue();

        assertThat(new Images(programs + "").look(Pictures.kept("tiny.webp")))
                .isInstanceOf(Look.NoDecoder.class);
    }

    @Test
    void nothing_is_left_behind() throws Exception {
        var temp = Path.of(System.getProperty("java.io.tmpdir"));
        new Images(Pictures.PATH).look(Pictures.kept("tiny.webp"));

        try (var left = Files.list(temp)) {
            assertThat(left.filter(f -> f.getFileName().toString().startsWith("fettle-image-")))
                    .isEmpty();
        }
    }
}
