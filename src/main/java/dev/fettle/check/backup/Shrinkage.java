package dev.fettle.check.backup;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Whether much less of a source is backed up than in the largest good look of the last 30 days: a
/// disk that was not mounted is backed up as an empty folder, with success. Pure.
///
/// The largest of each day is kept.
record Shrinkage(String source, Map<String, String> known, Instant now) {
    private static final int DAYS = 30;
    private static final int PERCENT = 80;
    private static final String SIZE = "size ";
    private static final int DATE = "2026-11-28".length();

    Optional<Diagnosis> fault(Extent found) {
        var largest = largest();
        if (found.files() == 0) {
            return Optional.of(faulty(largest.map(Extent::toString).orElse("a file"), found));
        }
        return largest.filter(most ->
                        isLess(found.files(), most.files()) || isLess(found.bytes(), most.bytes()))
                .map(most ->
                        faulty(
                                "at least %d %% of %s, the most of the last %d days"
                                        .formatted(PERCENT, most, DAYS),
                                found));
    }

    private Diagnosis faulty(String expected, Extent found) {
        return new Diagnosis.Faulty(
                Fault.SHRUNK, "%s in %s".formatted(expected, source), found.toString());
    }

    private static boolean isLess(long now, long most) {
        return now < most * (PERCENT / 100.0);
    }

    private Optional<Extent> largest() {
        return known.entrySet().stream()
                .filter(e -> day(e.getKey()).map(this::counts).orElse(false))
                .map(e -> Extent.parse(e.getValue()))
                .reduce(Extent::largest);
    }

    /// What the next look should know.
    Map<String, String> learned(Extent found) {
        var learned = new HashMap<String, String>();
        known.keySet().stream()
                .filter(name -> day(name).map(day -> !counts(day)).orElse(false))
                .forEach(old -> learned.put(old, ""));
        var today = "%s%s %s".formatted(SIZE, LocalDate.ofInstant(now, ZoneOffset.UTC), source);
        var before = Optional.ofNullable(known.get(today)).map(Extent::parse);
        learned.put(today, before.map(found::largest).orElse(found).text());
        return learned;
    }

    private boolean counts(LocalDate day) {
        return !day.isBefore(LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS));
    }

    /// The day of a size of this source: `size 2026-11-28 /home/anna`.
    private Optional<LocalDate> day(String name) {
        int end = SIZE.length() + DATE;
        return name.startsWith(SIZE)
                        && name.length() > end
                        && name.substring(end + 1).equals(source)
                ? Optional.of(LocalDate.parse(name.substring(SIZE.length(), end)))
                : Optional.empty();
    }
}
