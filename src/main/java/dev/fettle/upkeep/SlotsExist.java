package dev.fettle.upkeep;

import dev.fettle.notation.Wording;
import dev.fettle.schedule.DueTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A schedule names a time that does not exist on a day of the coming year, since clocks are put
/// forward then.
final class SlotsExist implements LintRule {
    private static final Duration A_YEAR = Duration.ofDays(366);

    private final Instant now;

    SlotsExist(Instant now) {
        this.now = now;
    }

    @Override
    public List<Finding> findings(Subject subject) {
        return subject.times(now).stream()
                .flatMap(times ->
                        times.putOff(now, now.plus(A_YEAR)).stream()
                                .map(slot -> finding(subject, times, slot)))
                .toList();
    }

    private static Finding finding(Subject subject, DueTimes times, Instant slot) {
        var message =
                "clocks are put forward in %s: %s; it runs on %s then"
                        .formatted(
                                times.zone(),
                                String.join("; ", times.remarks(slot)),
                                Wording.slot(slot, times.zone()));
        return subject.inReadme("clock", subject.lineOf("schedule"), message);
    }
}
