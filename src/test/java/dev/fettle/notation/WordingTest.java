package dev.fettle.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
    @Test
    void one_is_told_from_several() {
        assertThat(Wording.count(1, "file")).isEqualTo("1 file");
        assertThat(Wording.count(0, "file")).isEqualTo("0 files");
        assertThat(Wording.count(2, "file")).isEqualTo("2 files");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "9949, 9.9 kB",
        "412345, 412 kB",
        "999499, 999 kB",
        "999500, 1.0 MB",
        "1400000, 1.4 MB",
        "50000000, 50 MB",
        "1000000000000000, 1.0 PB",
        "9223372036854775807, 9223 PB"
    })
    void a_size_has_three_digits_and_a_unit(long bytes, String words) {
        assertThat(Wording.size(bytes)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "999, 999 ms",
        "1000, 1.0 s",
        "2100, 2.1 s",
        "10000, 10 s",
        "119999, 119 s",
        "120000, 2 m",
        "7199999, 119 m",
        "7200000, 2 h",
        "172799999, 47 h",
        "172800000, 2 d"
    })
    void a_duration_has_one_unit(long millis, String words) {
        assertThat(Wording.duration(Duration.ofMillis(millis))).isEqualTo(words);
    }

    @Test
    void a_moment_is_told_by_its_distance_whichever_side_of_now_it_lies() {
        var now = Instant.parse("2026-11-28T12:00:00Z");

        assertThat(Wording.ago(now.minusMillis(500), now)).isEqualTo("just now");
        assertThat(Wording.ago(now.minusSeconds(240), now)).isEqualTo("4 m ago");
        assertThat(Wording.ago(now.plusSeconds(240), now)).isEqualTo("in 4 m");
    }

    @Test
    void what_could_repaint_or_turn_around_a_terminal_is_made_visible() {
        assertThat(Wording.visible("a\u001b[2J\nb\tc\r\u0007\u202e\u2028\u0085"))
                .isEqualTo("a\\u001b[2J\\nb\\tc\\r\\u0007\\u202e\\u2028\\u0085");
        assertThat(Wording.visible("größe 日本 😀 \\n")).isEqualTo("größe 日本 😀 \\n");
    }

    @Test
    void a_long_text_is_cut_between_characters_and_quoted() {
        assertThat(Wording.quoted("a\nb")).isEqualTo("\"a\\nb\"");
        assertThat(Wording.quoted("😀".repeat(60))).isEqualTo("\"" + "😀".repeat(60) + "\"");
        assertThat(Wording.quoted("😀".repeat(61))).isEqualTo("\"" + "😀".repeat(60) + "…\"");
    }
}
