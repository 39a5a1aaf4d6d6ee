package dev.fettle.schedule;

import dev.fettle.notation.Suggestion;
import dev.fettle.notation.UserError;
import dev.fettle.notation.Wording;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/// Time zones by their IANA names.
public final class TimeZones {
    private TimeZones() {}

    /// @throws UserError where no zone has this name
    public static ZoneId named(String name) {
        var known = ZoneId.getAvailableZoneIds();
        if (!known.contains(name)) {
            throw new UserError(
                    "%s is no time zone; %s"
                            .formatted(
                                    Wording.quoted(name),
                                    meant(name, known)
                                            .map(zone -> "did you mean \"" + zone + "\"?")
                                            .orElse(
                                                    "right would be an IANA name like Europe/Berlin")));
        }
        return ZoneId.of(name);
    }

    /// A town alone is often meant well enough.
    private static Optional<String> meant(String name, Set<String> known) {
        var town = "/" + name.replace(' ', '_');
        return known.stream()
                .filter(zone -> endsWith(zone, town))
                .sorted()
                .findFirst()
                .or(() -> Suggestion.near(name, known));
    }

    private static boolean endsWith(String zone, String end) {
        return zone.regionMatches(true, zone.length() - end.length(), end, 0, end.length());
    }
}
