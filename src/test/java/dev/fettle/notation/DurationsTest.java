package dev.fettle.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, 500",
        "90s, 90000",
        "1.5 m, 90000",
        "26h, 93600000",
        "3d, 259200000",
        "2w, 1209600000",
        "0s, 0",
        "0.001s, 1"
    })
    void a_number_and_a_unit_are_a_duration(String text, long millis) {
        assertThat(Durations.parse(text)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "90",
                "m",
                "1h30m",
                "-1s",
                "+1s",
                "1 minute",
                "1S",
                "1.s",
                ".5s",
                "1.0000s",
                "1,5s",
                " 1s",
                "1s ",
                "1  s",
                "1s\n",
                "１s",
                "1000000000s"
            })
    void anything_else_is_none(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @Test
    void the_longest_that_can_be_written_fits_into_nanoseconds() {
        assertThat(Durations.parse("999999999w").orElseThrow().toNanos())
                .isEqualTo(Duration.ofDays(36_525).toNanos());
    }
}
