package dev.fettle.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Garbage that came with exit code 0, and no check stated.
class BelievedOutputsTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @Test
    void a_dump_that_was_cut_off_replaces_no_good_one() throws Exception {
        home = TestHome.in(place);
        home.automation("dump", "run: ./go.sh {output}\noutput: ../../site");
        home.script("dump", "cp ../../dump \"$1/dump.sql.gz\"\n");
        byte[] whole = packed("INSERT INTO a VALUES (1);\n".repeat(5000));
        Files.write(home.beside("dump"), whole);
        assertThat(FettleProcess.call(home, "run", "dump").code()).isZero();

        for (var garbage :
                new byte[][] {
                    Arrays.copyOf(whole, whole.length - 10),
                    packed(""), // `cat missing | gzip`
                    "<html>502 Bad Gateway</html>".getBytes(StandardCharsets.UTF_8)
                }) {
            Files.write(home.beside("dump"), garbage);
            var run = FettleProcess.call(home, "run", "dump", "--json");
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.json()).containsEntry("outcome", "invalid");
            assertThat(home.site().resolve("dump.sql.gz")).hasBinaryContent(whole);
        }
    }

    private static byte[] packed(String text) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
