package dev.fettle.notation;

import dev.fettle.platform.Machine;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How numbers, times and hostile text are put into words for a person.
public final class Wording {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
    private static final DateTimeFormatter TO_THE_MINUTE =
            DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm xxx", Locale.ENGLISH);
    private static final DateTimeFormatter TO_THE_SECOND =
            DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm:ss xxx", Locale.ENGLISH);
    private static final int LONGEST_QUOTED = 60;

    private Wording() {}

    /// `1 file`, `3 files`.
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /// `412 kB`: decimal units, three digits.
    public static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        var units = new String[] {"kB", "MB", "GB", "TB", "PB"};
        double value = bytes;
        int unit = -1;
        do {
            value /= 1000;
            unit++;
        } while (value >= 999.5 && unit < units.length - 1);
        return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, units[unit]);
    }

    /// `340 ms`, `2.1 s`, `4 m`, `3 h`, `2 d`.
    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 10_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        long seconds = millis / 1000;
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 120 * 60) {
            return seconds / 60 + " m";
        }
        return seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }

    /// `4 m ago`; a moment that lies ahead (the clock was set back) reads `in 4 m`.
    public static String ago(Instant then, Instant now) {
        var age = Duration.between(then, now);
        if (age.isNegative()) {
            return "in " + duration(age.negated());
        }
        return age.toMillis() < 1000 ? "just now" : duration(age) + " ago";
    }

    /// `2026-11-28 02:30`, by the clock on the user's wall and with the day: it may be read later.
    public static String moment(Instant moment) {
        return MINUTE.format(moment.atZone(Machine.timeZone()));
    }

    /// The same by the clocks of a zone, which is named where it is not the machine's.
    public static String moment(Instant moment, ZoneId zone) {
        return zone.getRules()
                        .getOffset(moment)
                        .equals(Machine.timeZone().getRules().getOffset(moment))
                ? moment(moment)
                : MINUTE.format(moment.atZone(zone)) + " (" + zone + ")";
    }

    /// `Sat 2026-11-28 02:30 +01:00`, with seconds where it has some.
    public static String slot(Instant moment, ZoneId zone) {
        boolean whole = moment.getEpochSecond() % 60 == 0 && moment.getNano() == 0;
        return (whole ? TO_THE_MINUTE : TO_THE_SECOND).format(moment.atZone(zone));
    }

    /// What the machine denied; the message of some is a file's name alone.
    public static String denied(IOException e) {
        var message = e.getMessage();
        return switch (e) {
            case NoSuchFileException _ -> "there is no " + message;
            case AccessDeniedException _ -> "access is denied: " + message;
            default -> message == null ? e.getClass().getSimpleName() : message;
        };
    }

    /// Text with control characters made visible, so that a file's name cannot repaint a terminal.
    public static String visible(String text) {
        if (text.codePoints().noneMatch(Wording::isControl)) {
            return text;
        }
        var shown = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '\n' -> shown.append("\\n");
                        case '\t' -> shown.append("\\t");
                        case '\r' -> shown.append("\\r");
                        default -> {
                            if (isControl(c)) {
                                shown.append(String.format("\\u%04x", c));
                            } else {
                                shown.appendCodePoint(c);
                            }
                        }
                    }
                });
        return shown.toString();
    }

    /// What the user wrote, in quotes; a long text is cut.
    public static String quoted(String text) {
        boolean isLong = text.codePointCount(0, text.length()) > LONGEST_QUOTED;
        var shown =
                isLong ? text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTED)) + "…" : text;
        return "\"" + visible(shown) + "\"";
    }

    private static boolean isControl(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
