package dev.fettle.health;

import dev.fettle.automation.Reading;
import dev.fettle.platform.Clock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Keeps an eye on all automations of a home for as long as a daemon lives: each is looked at when
/// a run of it was recorded, when its definition changed, when its time has come, and now and then
/// in any case, since others write to the store too and folders vanish without a word.
///
/// [#look] and [#untilNext] belong to one thread; [#become] may be called by any.
public final class Vigil implements IncidentLook.Definitions {
    private static final Duration ANYWAY = Duration.ofMinutes(10);

    /// What lives by a folder that may vanish.
    private static final Duration FOLDERS = Duration.ofMinutes(1);

    private final IncidentLook look;
    private final Sights sights;
    private final Awake awake;
    private final Clock clock;
    private final AtomicReference<@Nullable List<Reading>> coming = new AtomicReference<>();
    private final AtomicBoolean anew = new AtomicBoolean();
    private volatile Optional<Trouble> trouble = Optional.empty();
    private Map<String, Reading> readings = Map.of();
    private final Map<String, Instant> again = new HashMap<>();
    private Instant lastLook = Instant.MIN;

    private record Trouble(String why, Instant since) {
        Sign sign(Instant now) {
            return new Sign(
                    now,
                    Assessment.failing(why),
                    since,
                    since.plus(Standing.HALF_SAVED),
                    Optional.empty());
        }
    }

    public Vigil(IncidentLook look, Sights sights, Awake awake, Clock clock) {
        this.awake = awake;
        this.look = look;
        this.sights = sights;
        this.clock = clock;
    }

    /// From now on these are the home's definitions; all are looked at anew.
    public void become(List<Reading> now) {
        coming.set(List.copyOf(now));
    }

    /// What keeps the whole home from being read, where something does.
    public void homeTrouble(Optional<String> why) {
        var known = trouble;
        if (why.isEmpty()) {
            trouble = Optional.empty();
        } else if (known.isEmpty() || !known.get().why().equals(why.get())) {
            var since = known.map(Trouble::since).orElse(clock.now());
            trouble = Optional.of(new Trouble(why.get(), since));
        }
    }

    /// Somebody changed how things stand: all are looked at anew.
    public void lookAnew() {
        anew.set(true);
    }

    /// One look at everything that wants one.
    public void look() throws IOException {
        awake.count();
        var next = coming.getAndSet(null);
        if (next != null) {
            take(next);
        }
        for (var name : look.atWhatIsRecorded(this)) {
            again.computeIfPresent(name, (_, _) -> Instant.MIN);
        }
        for (var name : due()) {
            var reading = readings.get(name);
            again.put(name, reading == null ? Instant.MAX : next(reading));
        }
        look.atEvents(this);
        look.atWhatWorks(this);
        look.atHome(trouble.map(each -> each.sign(clock.now())));
        lastLook = clock.now();
    }

    /// How long it takes until time alone changes something.
    public Duration untilNext() {
        var now = clock.now();
        var next = now.plus(ANYWAY);
        for (var at : again.values()) {
            next = at.isBefore(next) ? at : next;
        }
        return next.isBefore(now) ? Duration.ZERO : Duration.between(now, next);
    }

    @Override
    public Optional<Reading> of(String name) {
        return Optional.ofNullable(readings.get(name));
    }

    private void take(List<Reading> next) throws IOException {
        var all = sights.withThoseThatAreGone(next);
        sights.become(all);
        var byName = new LinkedHashMap<String, Reading>();
        all.forEach(reading -> byName.put(reading.name(), reading));
        var before = readings;
        readings = byName;
        again.keySet().retainAll(byName.keySet());
        byName.forEach((name, reading) -> {
            if (!isTheSame(before.get(name), reading)) {
                again.put(name, Instant.MIN);
            }
        });
    }

    /// Definitions are read anew whenever something changes in a folder of the home.
    private static boolean isTheSame(@Nullable Reading before, Reading now) {
        return before instanceof Reading.Readable(var old)
                        && now instanceof Reading.Readable(var automation)
                ? old.readme().equals(automation.readme())
                : now.equals(before);
    }

    /// A clock that was set back makes all of them due: what was planned by it means nothing.
    private List<String> due() {
        var now = clock.now();
        boolean all = anew.getAndSet(false) || now.isBefore(lastLook);
        var due = new ArrayList<String>();
        again.forEach((name, at) -> {
            if (all || !now.isBefore(at)) {
                due.add(name);
            }
        });
        return due;
    }

    private Instant next(Reading reading) throws IOException {
        boolean watches =
                reading instanceof Reading.Readable(var automation)
                        && !automation.definition().places().isEmpty();
        var anyway = clock.now().plus(watches ? FOLDERS : ANYWAY);
        return look.at(reading).filter(at -> at.isBefore(anyway)).orElse(anyway);
    }
}
