package dev.fettle.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fettle.notation.UserError;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndingTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z"); // 13:00 in Berlin

    @ParameterizedTest
    @CsvSource({
        "18:00, 2026-11-28T17:00:00Z",
        "12:59, 2026-11-29T11:59:00Z",
        "13:00, 2026-11-29T12:00:00Z",
        "2026-12-24, 2026-12-23T23:00:00Z",
        "2026-12-24 18:00, 2026-12-24T17:00:00Z",
        "2026-12-24T18:00, 2026-12-24T17:00:00Z",
        "2026-12-24T18:00Z, 2026-12-24T18:00:00Z",
        "90m, 2026-11-28T13:30:00Z",
        "3d, 2026-12-01T12:00:00Z"
    })
    void a_moment_is_said_in_several_ways(String text, Instant moment) {
        assertThat(Ending.of(text, NOW, BERLIN)).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whenever", "25:00", "2026-13-01", "2026-11-28 12:00", "0s", "-1h"})
    void what_is_none_or_over_is_refused_with_what_would_be_right(String text) {
        assertThatThrownBy(() -> Ending.of(text, NOW, BERLIN))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("right would be");
    }

    @Test
    void a_while_must_last() {
        assertThat(Ending.after("3d", NOW)).isEqualTo(Instant.parse("2026-12-01T12:00:00Z"));
        assertThatThrownBy(() -> Ending.after("0s", NOW)).isInstanceOf(UserError.class);
    }
}
