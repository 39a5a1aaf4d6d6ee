package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.check.image.Pictures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `valid` says of files that tell how long they are, or how they end.
class SelfMeasuredTest {
    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void a_folder() throws IOException {
        results = Results.in(temp);
    }

    @Test
    void fonts() throws Exception {
        var font =
                ByteBuffer.allocate(300)
                        .putInt(0x00010000)
                        .putShort((short) 2)
                        .position(12)
                        .put(latin("cmap"))
                        .putInt(0)
                        .putInt(44)
                        .putInt(56)
                        .put(latin("glyf"))
                        .putInt(0)
                        .putInt(100)
                        .putInt(200)
                        .array();

        isWholeOrNot("font", font, "it should have 300 bytes, and has 299");
        assertThat(said("a.ttf", latin("<html><body>Not found</body></html>")))
                .contains("text/html", "expected: a font");
        for (var sign : new String[] {"wOFF", "wOF2"}) {
            var packed = ByteBuffer.allocate(80).put(latin(sign)).position(8).putInt(80).array();

            isWholeOrNot(sign, packed, "it should have 80 bytes, and has 79");
        }
    }

    @Test
    void parquet() throws Exception {
        var file =
                ByteBuffer.allocate(60)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(latin("PAR1"))
                        .position(52)
                        .putInt(48)
                        .put(latin("PAR1"))
                        .array();

        isWholeOrNot("rows", file, "it does not end as it should");
        file[52] = 49;
        assertThat(said("rows", file)).contains("it does not end as it should");
        assertThat(said("rows", latin("PAR1"))).contains("it does not end as it should");
    }

    @Test
    void arrays() throws Exception {
        var header = "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }";
        var file =
                ByteBuffer.allocate(10 + 118 + 96)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(latin("\u0093NUMPY\u0001\0"))
                        .putShort((short) 118)
                        .put(latin(header + " ".repeat(117 - header.length()) + "\n"))
                        .array();

        isWholeOrNot("numbers", file, "it should have 224 bytes, and has 223");
    }

    @Test
    void what_git_packed() throws Exception {
        var bundle = temp.resolve("code.bundle");
        var made =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "git init -q r && cd r && echo a > a && git add a"
                                        + " && git -c user.name=a -c user.email=a@b commit -qm a"
                                        + " && git bundle create -q ../code.bundle --all && git gc -q"
                                        + " && cp .git/objects/pack/*.pack ../pack")
                        .directory(temp.toFile())
                        .inheritIO()
                        .start();
        assertThat(made.waitFor()).isZero();

        for (var file : new Path[] {bundle, temp.resolve("pack")}) {
            var whole = Files.readAllBytes(file);
            isWholeOrNot("code", whole, "its end is not the hash of what stands before it");
            whole[whole.length / 2 + 20] ^= 1;
            assertThat(said("code", whole)).contains("is not the hash");
        }
    }

    @Test
    void nothing_but_zeros_is_nothing() throws Exception {
        var zeros = new byte[200_000];
        assertThat(said("disk.img", zeros))
                .isEqualTo("disk.img: nothing but zero bytes; expected: something in it");

        zeros[199_999] = 1;
        assertThat(said("disk.img", zeros)).isEmpty();
    }

    private void isWholeOrNot(String name, byte[] whole, String said)
            throws IOException, InterruptedException {
        assertThat(said(name, whole)).isEmpty();
        assertThat(said(name, Pictures.cut(whole, whole.length - 1))).contains(said);
        assertThat(said(name, Arrays.copyOf(whole, 21))).isNotEmpty();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String said(String name, byte[] bytes) throws IOException, InterruptedException {
        results.write(name, bytes);
        var finding = results.finding("valid");
        Files.delete(results.folder().resolve(name));
        return finding.passed().orElse(false) ? "" : finding.detail().orElseThrow();
    }
}
