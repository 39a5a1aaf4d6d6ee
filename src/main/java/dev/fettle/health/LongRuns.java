package dev.fettle.health;

import dev.fettle.alert.Message.Section;
import dev.fettle.alert.Notice;
import dev.fettle.alert.Notices;
import dev.fettle.alert.Told;
import dev.fettle.automation.Settings;
import dev.fettle.check.usual.Measure;
import dev.fettle.check.usual.Norm;
import dev.fettle.check.usual.Unusual;
import dev.fettle.history.Habits;
import dev.fettle.history.Pauses;
import dev.fettle.history.Run;
import dev.fettle.history.Runs;
import dev.fettle.notation.Wording;
import dev.fettle.platform.Clock;
import dev.fettle.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tells once of a run that works much longer than is usual, while it still works: where no
/// `timeout` ends it, one that hangs would be silent for ever. It may be right all the same, so it
/// is no incident.
final class LongRuns {
    /// What a run is given in any case: nobody wants a letter about ten seconds in place of one.
    private static final Duration GIVEN = Duration.ofMinutes(10);

    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final Store store;
    private final Runs runs;
    private final Habits habits;
    private final Pauses pauses;
    private final Awake awake;
    private final Clock clock;
    private Set<Long> told = Set.of();
    private long nextLook = Long.MIN_VALUE;

    LongRuns(Store store, Clock clock) {
        this.store = store;
        this.runs = new Runs(store);
        this.habits = new Habits(store, clock);
        this.pauses = new Pauses(store);
        this.awake = new Awake(store, clock);
        this.clock = clock;
    }

    /// To be called as often as one likes: it looks once a minute.
    void tell(IncidentLook.Definitions definitions, Settings settings) throws IOException {
        if (clock.nanos() < nextLook) {
            return;
        }
        nextLook = clock.nanos() + BETWEEN_LOOKS.toNanos();
        var now = new HashSet<Long>();
        for (var run : runs.workingSince(clock.now().minus(GIVEN))) {
            if (told.contains(run.seq()) || wasTold(run, definitions, settings)) {
                now.add(run.seq());
            }
        }
        told = now;
    }

    /// What the machine sleeps through does not count.
    private boolean wasTold(Run run, IncidentLook.Definitions definitions, Settings settings)
            throws IOException {
        var name = run.automation();
        var reading = definitions.of(name);
        if (run.dry() || reading.isEmpty() || pauses.isPaused(name, clock.now())) {
            return false;
        }
        var worked = awake.since(run.startedAt().orElse(clock.now()));
        var tooLong = tooLong(habits.ofRuns(name), worked);
        if (tooLong.isPresent()) {
            var whom = Told.of(IncidentLook.automation(reading.get()), settings);
            var notice = notice(run, tooLong.get());
            store.write(sql -> Notices.tell(sql, clock.now(), notice, whom));
        }
        return tooLong.isPresent();
    }

    private static Optional<Unusual> tooLong(Norm norm, Duration worked) {
        return worked.compareTo(GIVEN) < 0
                ? Optional.empty()
                : norm.exceeded(Measure.TOOK, worked.toMillis());
    }

    private static Notice notice(Run run, Unusual tooLong) {
        var name = run.automation();
        var since = run.startedAt().map(Wording::moment).orElse("");
        return new Notice(
                "long:" + name + ":" + run.id().text(),
                Optional.of(name),
                name + ": works much longer than usual",
                "%s: a run has worked since %s, for %s; it %s"
                        .formatted(name, since, tooLong.found(), tooLong.expected()),
                List.of(
                        new Section(
                                "What helps",
                                "Its log says how far it is. Where it hangs, `timeout` in the README ends"
                                        + " one like it.",
                                false),
                        new Section("At the terminal", "fettle log " + run.id().text(), true)));
    }
}
