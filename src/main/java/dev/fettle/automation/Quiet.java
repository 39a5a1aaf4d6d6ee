package dev.fettle.automation;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/// `quiet: 22:00-07:00`: hours of each day in which only what is urgent is told. Pure.
///
/// @param from the first quiet minute
/// @param to the first minute that is not
public record Quiet(LocalTime from, LocalTime to) {
    static final String PATTERN = "^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$";

    /// A text of that pattern.
    static Quiet parse(String text) {
        int dash = text.indexOf('-');
        return new Quiet(
                LocalTime.parse(text.substring(0, dash)),
                LocalTime.parse(text.substring(dash + 1)));
    }

    boolean isEmpty() {
        return from.equals(to);
    }

    /// When it is over, where it is quiet at this moment.
    public Optional<Instant> end(Instant now, ZoneId zone) {
        var local = now.atZone(zone);
        var time = local.toLocalTime();
        boolean overMidnight = to.isBefore(from);
        boolean quiet =
                overMidnight
                        ? !time.isBefore(from) || time.isBefore(to)
                        : !time.isBefore(from) && time.isBefore(to);
        if (!quiet) {
            return Optional.empty();
        }
        var day = time.isBefore(to) ? local.toLocalDate() : local.toLocalDate().plusDays(1);
        return Optional.of(day.atTime(to).atZone(zone).toInstant());
    }
}
