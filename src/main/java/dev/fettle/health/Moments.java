package dev.fettle.health;

import dev.fettle.platform.Machine;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/// Moments as alerts name them: by the clock on the user's wall, with the day, since they are read
/// later.
final class Moments {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    private Moments() {}

    static String words(Instant moment) {
        return MINUTE.format(moment.atZone(Machine.timeZone()));
    }
}
