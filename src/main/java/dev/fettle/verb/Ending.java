package dev.fettle.verb;

import dev.fettle.notation.Durations;
import dev.fettle.notation.UserError;
import dev.fettle.notation.Wording;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.Function;

/// When something is to end, as a user says it.
public final class Ending {
    private static final String RIGHT =
            "right would be 18:00, 2026-12-24, \"2026-12-24 18:00\" or a while like 2h, 3d";

    private Ending() {}

    /// @throws UserError where the text is no moment, or one that is over
    public static Instant of(String text, Instant now, ZoneId zone) {
        var here = now.atZone(zone);
        var said = text.strip().replace(' ', 'T');
        var moment =
                Durations.parse(text.strip())
                        .map(now::plus)
                        .or(() -> read(said, t -> next(LocalTime.parse(t), here)))
                        .or(() ->
                                read(said, t -> LocalDate.parse(t).atStartOfDay(zone).toInstant()))
                        .or(() -> read(said, t -> LocalDateTime.parse(t).atZone(zone).toInstant()))
                        .or(() -> read(said, t -> OffsetDateTime.parse(t).toInstant()))
                        .orElseThrow(() ->
                                new UserError(
                                        "%s is no moment; %s"
                                                .formatted(Wording.quoted(text), RIGHT)));
        if (!moment.isAfter(now)) {
            throw new UserError("%s is over already; %s".formatted(Wording.quoted(text), RIGHT));
        }
        return moment;
    }

    /// @throws UserError where the text is no duration, or none at all
    public static Instant after(String duration, Instant now) {
        return Durations.parse(duration.strip())
                .filter(Duration::isPositive)
                .map(now::plus)
                .orElseThrow(() ->
                        new UserError(
                                "%s is no duration; right would be %s"
                                        .formatted(Wording.quoted(duration), Durations.RIGHT)));
    }

    private static Instant next(LocalTime time, ZonedDateTime here) {
        var today = here.toLocalDate().atTime(time).atZone(here.getZone());
        return (today.isAfter(here) ? today : today.plusDays(1)).toInstant();
    }

    private static Optional<Instant> read(String text, Function<String, Instant> reading) {
        try {
            return Optional.of(reading.apply(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
