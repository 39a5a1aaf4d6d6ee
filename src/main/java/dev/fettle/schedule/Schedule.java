package dev.fettle.schedule;

import dev.fettle.notation.Problem;
import dev.fettle.notation.UserError;
import java.util.ArrayList;
import java.util.List;

/// What was written about when something is due. A list of texts is one schedule: a moment that two
/// of them name is one slot.
public record Schedule(List<Cadence> cadences) {
    public Schedule {
        cadences = List.copyOf(cadences);
        if (cadences.isEmpty()) {
            throw new IllegalArgumentException("a schedule of no text");
        }
    }

    /// @throws UserError with every problem of every text
    public static Schedule read(List<ScheduleText> texts) {
        var cadences = new ArrayList<Cadence>();
        var problems = new ArrayList<Problem>();
        for (var text : texts) {
            new ScheduleReader(text, problems).cadence().ifPresent(cadences::add);
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return new Schedule(cadences);
    }

    /// Whether each boot of the machine is an occasion too, which no calendar knows.
    public boolean isDueAtBoot() {
        return cadences.contains(new Cadence.AtBoot());
    }

    /// Whether some of it counts from an anchor and not by the calendar.
    public boolean countsFromAnAnchor() {
        return cadences.stream().anyMatch(Cadence.Every.class::isInstance);
    }
}
