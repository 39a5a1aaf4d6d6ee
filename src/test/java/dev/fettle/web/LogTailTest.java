package dev.fettle.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    private static final String LINE = "a line of thirty-two characters\n";

    @TempDir private Path folder;

    @Test
    void a_short_log_is_there_whole() throws IOException {
        var tail = LogTail.of(write("log", "one\ntwo\n"));

        assertThat(tail.text()).hasValue("one\ntwo");
        assertThat(tail.cut()).isFalse();
    }

    @Test
    void of_a_long_log_the_last_64_kB_are_shown_in_whole_lines() throws IOException {
        var tail = LogTail.of(write("log", "first\n" + LINE.repeat(10_000) + "last\n"));

        assertThat(tail.cut()).isTrue();
        assertThat(tail.text().orElseThrow())
                .startsWith("a line")
                .endsWith("\nlast")
                .hasSizeLessThanOrEqualTo(64 * 1024)
                .hasSizeGreaterThan(64 * 1024 - 2 * LINE.length());
    }

    @Test
    void a_compressed_log_is_read_as_if_it_were_not() throws IOException {
        var text = "first\n" + LINE.repeat(10_000) + "last\n";
        var plain = LogTail.of(write("plain", text));
        try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("old.gz")))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }

        var compressed = LogTail.of(folder.resolve("old"));

        assertThat(compressed.text()).isEqualTo(plain.text());
        assertThat(compressed.cut()).isTrue();
    }

    @Test
    void a_log_that_ends_just_at_the_limit_is_not_cut() throws IOException {
        assertThat(LogTail.of(write("log", LINE.repeat(2048))).cut()).isFalse();
    }

    @Test
    void what_was_meant_for_a_terminal_is_readable() throws IOException {
        var tail =
                LogTail.of(
                        write(
                                "log",
                                "\u001b[1;31mred\u001b[0m\t|\r\n10 %\r20 %\n\u0007\u202Egpj\n"));

        assertThat(tail.text()).hasValue("red    |\n10 %\n20 %\n\\u0007\\u202egpj");
    }

    @Test
    void a_log_that_is_gone_or_is_no_file_is_none() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), write("secret", "secret"));

        assertThat(LogTail.of(folder.resolve("gone")).text()).isEmpty();
        assertThat(LogTail.of(folder.resolve("link")).text()).isEmpty();
        assertThat(LogTail.of(folder).text()).isEmpty();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
