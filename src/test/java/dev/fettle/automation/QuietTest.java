package dev.fettle.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "2026-11-28T21:59:59,",
        "2026-11-28T22:00:00, 2026-11-29T07:00:00",
        "2026-11-28T23:59:59, 2026-11-29T07:00:00",
        "2026-11-29T00:00:00, 2026-11-29T07:00:00",
        "2026-11-29T06:59:59, 2026-11-29T07:00:00",
        "2026-11-29T07:00:00,",
        "2026-11-29T12:00:00,"
    })
    void a_night(LocalDateTime now, LocalDateTime end) {
        assertThat(end("22:00-07:00", now)).isEqualTo(instant(end));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-28T12:59:59,",
        "2026-11-28T13:00:00, 2026-11-28T15:00:00",
        "2026-11-28T15:00:00,"
    })
    void an_afternoon(LocalDateTime now, LocalDateTime end) {
        assertThat(end("13:00-15:00", now)).isEqualTo(instant(end));
    }

    @Test
    void in_the_night_of_a_clock_change_it_ends_by_the_clock() {
        assertThat(end("22:00-07:00", LocalDateTime.parse("2027-03-28T01:00:00")))
                .contains(Instant.parse("2027-03-28T05:00:00Z"));
        assertThat(end("22:00-02:30", LocalDateTime.parse("2027-03-28T01:00:00")))
                .contains(Instant.parse("2027-03-28T01:30:00Z"));
    }

    private static Optional<Instant> end(String quiet, LocalDateTime now) {
        return Quiet.parse(quiet).end(now.atZone(BERLIN).toInstant(), BERLIN);
    }

    @SuppressWarnings("NullAway") // an empty column is null
    private static Optional<Instant> instant(LocalDateTime local) {
        return Optional.ofNullable(local).map(l -> l.atZone(BERLIN).toInstant());
    }
}
