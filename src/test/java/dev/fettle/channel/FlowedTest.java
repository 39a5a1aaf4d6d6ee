package dev.fettle.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowedTest {
    @Test
    void short_lines_stay_and_lose_the_space_at_their_end() {
        assertThat(Flowed.of("one  \ntwo\n\nthree")).isEqualTo("one\r\ntwo\r\n\r\nthree\r\n");
    }

    @Test
    void long_lines_are_broken_so_that_readers_put_them_together_again() {
        var line = "words and words and words, ".repeat(12).strip();

        var flowed = Flowed.of(line);

        assertThat(flowed.lines()).allMatch(each -> each.length() <= 78).hasSize(5);
        assertThat(joined(flowed)).isEqualTo(line);
    }

    @Test
    void what_means_something_at_the_start_of_a_line_is_stuffed() {
        var text = "> quoted\n  indented\nFrom here";

        assertThat(Flowed.of(text)).isEqualTo(" > quoted\r\n   indented\r\n From here\r\n");
        assertThat(joined(Flowed.of(text))).isEqualTo(text);
    }

    @Test
    void a_line_without_a_space_stays_whole() {
        var line = "x".repeat(300);

        assertThat(Flowed.of(line)).isEqualTo(line + "\r\n");
    }

    @Test
    void a_break_before_something_that_means_something_is_stuffed_too() {
        var line = "a".repeat(70) + " and    > so on and From here to there and on and on";

        assertThat(joined(Flowed.of(line))).isEqualTo(line);
    }

    /// What a reader of RFC 3676 makes of it.
    private static String joined(String flowed) {
        var text = new StringBuilder();
        for (var line : flowed.split("\r\n", -1)) {
            var unstuffed = line.startsWith(" ") ? line.substring(1) : line;
            text.append(unstuffed);
            if (!unstuffed.endsWith(" ")) {
                text.append('\n');
            }
        }
        return text.toString().strip();
    }
}
