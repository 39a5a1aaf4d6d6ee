package dev.fettle.web;

import dev.fettle.notation.Wording;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How a page puts things at one moment in one time zone.
record Look(Instant now, ZoneId zone) {
    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss zzz", Locale.ENGLISH);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);

    Moment moment(Instant at) {
        return new Moment(at.toString(), Wording.ago(at, now), FULL.format(at.atZone(zone)));
    }

    String timeNow() {
        return TIME.format(now.atZone(zone));
    }

    String since(Instant at) {
        var age = Duration.between(at, now);
        return Wording.duration(age.isNegative() ? Duration.ZERO : age);
    }

    /// Hostile text made harmless for the eye; against HTML the templates guard.
    static String plain(String text) {
        return Wording.visible(text);
    }

    static String automation(String name) {
        return "/automations/" + step(name);
    }

    static String run(String id) {
        return "/runs/" + step(id);
    }

    private static String step(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
