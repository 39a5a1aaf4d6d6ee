package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// PNGs that were made to fill the memory, or to take for ever.
@Timeout(60)
class HostilePngTest {
    /// Four times what the small machine has.
    private static final int MUCH = 16_384 * 16_384;

    private static final String EVERYTHING =
            "image: {max-width: 1600, location: none, metadata: none}";

    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "valid"})
    void a_png_that_promises_a_hundred_thousand_rows_and_has_none_is_truncated(String check)
            throws Exception {
        png("a.png", 100_000, 100_000, packed(0, 1000));

        assertThat(results.finding(check).detail())
                .contains(
                        "a.png: the image is truncated: the image data ends 100000 rows before the"
                                + " image does; expected: an image that decodes wholly");
    }

    /// One MB in the file, a quarter of a gigabyte of black: whole, but too large where a size is
    /// stated.
    @Test
    void a_png_that_unpacks_to_hundreds_of_times_its_size_takes_little_memory() throws Exception {
        png("a.png", 16_383, 16_384, packed(0, MUCH));

        assertThat(SmallMachine.findings(results, "image")).containsExactly("true: a.png: good");
        assertThat(SmallMachine.findings(results, EVERYTHING))
                .containsExactly(
                        "false: width: a.png: it is 16383 pixels wide;"
                                + " expected: at most 1600 pixels wide");
    }

    @Test
    void a_png_that_unpacks_to_more_than_it_promises_is_refused_at_once() throws Exception {
        png("a.png", 10, 10, packed(0, MUCH));

        assertThat(results.finding("image").detail().orElseThrow())
                .contains("more image data than the image has room for");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zTXt", "iTXt", "iCCP"})
    void a_text_of_a_png_that_unpacks_beyond_memory_is_refused(String chunk) throws Exception {
        var bomb = new ByteArrayOutputStream();
        bomb.write("Comment\0".getBytes(StandardCharsets.US_ASCII));
        bomb.write(chunk.equals("iTXt") ? new byte[] {1, 0, 0, 0} : new byte[1]);
        bomb.write(packed('a', MUCH));
        png("a.png", 10, 10, packed(0, 110), chunk, bomb.toByteArray());

        assertThat(SmallMachine.findings(results, EVERYTHING))
                .containsExactly(
                        "false: damaged: a.png: the image is damaged: %s chunk beyond all bounds;"
                                        .formatted(chunk)
                                + " expected: an image that decodes wholly");
    }

    @Test
    void a_text_of_a_png_as_large_as_memory_is_refused() throws Exception {
        png("a.png", 10, 10, packed(0, 110), "tEXt", new byte[80 << 20]);

        assertThat(SmallMachine.findings(results, EVERYTHING).getFirst())
                .startsWith("false: damaged: a.png: the image is damaged: tEXt chunk beyond all");
    }

    /// A grey PNG of one byte a pixel.
    private void png(String name, int width, int height, byte[] data) throws Exception {
        png(name, width, height, data, "tEXt", "Title\0a".getBytes(StandardCharsets.US_ASCII));
    }

    private void png(String name, int width, int height, byte[] data, String chunk, byte[] content)
            throws Exception {
        try (var out = Files.newOutputStream(results.file(name))) {
            out.write("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
            var header = ByteBuffer.allocate(13).putInt(width).putInt(height);
            chunk(out, "IHDR", header.put(new byte[] {8, 0, 0, 0, 0}).array());
            chunk(out, chunk, content);
            chunk(out, "IDAT", data);
            chunk(out, "IEND", new byte[0]);
        }
    }

    private static void chunk(OutputStream into, String type, byte[] content) throws Exception {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        var crc = new CRC32();
        crc.update(name);
        crc.update(content);
        into.write(ByteBuffer.allocate(4).putInt(content.length).array());
        into.write(name);
        into.write(content);
        into.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    /// So many bytes of one value, packed as small as can be.
    private static byte[] packed(int value, long bytes) throws Exception {
        var packed = new ByteArrayOutputStream();
        byte[] piece = new byte[1 << 16];
        Arrays.fill(piece, (byte) value);
        try (var out = new DeflaterOutputStream(packed, new Deflater(1))) {
            for (long left = bytes; left > 0; left -= piece.length) {
                out.write(piece, 0, (int) Math.min(left, piece.length));
            }
        }
        return packed.toByteArray();
    }
}
