package dev.fettle.trigger;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Reading;
import dev.fettle.automation.Scheduled;
import dev.fettle.history.Events;
import dev.fettle.history.Runs;
import dev.fettle.history.Slots;
import dev.fettle.history.Timetable;
import dev.fettle.platform.Bell;
import dev.fettle.platform.Clock;
import dev.fettle.platform.Rounds;
import dev.fettle.store.Store;
import dev.fettle.trigger.Walker.Look;
import dev.fettle.trigger.Walker.Step;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Walks all schedules through their slots, by the wall clock at least every half minute, and has
/// those started whose turn it is. All of it happens in the looks of one thread. What a walk
/// decides is written down before anything follows from it; what waits is read from there, so that
/// it does not matter at which instruction Fettle ends.
public final class Schedules implements AutoCloseable {
    /// No timer is trusted for longer: one set before a sleep fires late by the sleep's length.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /// For so long after a boot, and no longer, a clock that nothing keeps right decides nothing.
    private static final Duration SETTING_THE_CLOCK = Duration.ofMinutes(3);

    private static final Duration LOOK_FOR_THE_CLOCK = Duration.ofSeconds(10);

    private static final Optional<String> UNREAD = Optional.of("its definition could not be read");

    private final Walker walker;
    private final Slots slots;
    private final Events events;
    private final Runs runs;
    private final SlotRuns slotRuns;
    private final BehindBackups behindBackups;
    private final Clock clock;
    private final Supplier<ZoneId> zone;
    private final String boot;
    private final Consumer<Throwable> trouble;
    private final TimeLook timeLook;
    private final Rounds rounds;

    private final Map<String, Course> courses = new HashMap<>();
    private final Map<String, Timetable> timetables = new HashMap<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private final Set<String> queued = new HashSet<>();

    /// Whose timetable may stand in the store and is not known here.
    private final Set<String> unread = new HashSet<>();

    private volatile Set<String> scheduled = Set.of();
    private volatile long lastLook;
    private volatile Runnable toTell = () -> {};
    private boolean takenUp;
    private boolean first = true;
    private boolean all;
    private boolean unsettled;

    private final Bell something = new Bell();
    private final Heard heard = new Heard();

    private record Due(Instant at, String name) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return at.compareTo(other.at);
        }
    }

    /// @param zone of schedules that state none
    /// @param boot the machine's
    public Schedules(
            Store store,
            SlotRuns slotRuns,
            Clock clock,
            Supplier<ZoneId> zone,
            String boot,
            Consumer<Throwable> trouble)
            throws IOException {
        this.walker = new Walker(store, boot);
        this.slots = new Slots(store);
        this.events = new Events(store);
        this.runs = new Runs(store);
        this.slotRuns = slotRuns;
        this.behindBackups = new BehindBackups(store);
        this.clock = clock;
        this.zone = zone;
        this.boot = boot;
        this.trouble = trouble;
        this.timeLook = new TimeLook(clock);
        this.rounds =
                new Rounds(Thread.ofVirtual().name("schedules"), clock, trouble, this::waitAndLook);
        slotRuns.whenSomethingMayStart(this::wake);
    }

    /// Makes the first walk, for which these are the definitions, and goes on by itself.
    public void start(List<Reading> readings) throws IOException {
        become(readings);
        look(Duration.ZERO);
        rounds.start();
    }

    /// Called when something was written down that the user is to be told of; must not block.
    public void whenSomethingIsToBeTold(Runnable hears) {
        toTell = hears;
    }

    /// From the next look on these are the definitions. One that cannot be read any more is not
    /// acted upon: its slots are decided once it is mended.
    public void become(List<Reading> readings) {
        heard.definitions(readings);
        something.ring();
    }

    /// These names mean other automations than before, or none: what is known of them is read anew.
    /// Called before they are among the definitions.
    public void renamed(Collection<String> names) {
        heard.renamed(names);
        something.ring();
    }

    /// Something may have changed for this automation: a run of it has ended, what it needs is
    /// there. Of those that have no schedule ten thousand may end in half a minute.
    public void wake(String automation) {
        if (scheduled.contains(automation)) {
            heard.of(automation);
            something.ring();
        }
    }

    @Override
    public void close() {
        rounds.close();
    }

    private void waitAndLook() throws IOException, InterruptedException {
        var planned = untilNext();
        var _ = something.rest(planned);
        look(planned);
    }

    /// How long it may wait before the next look.
    Duration untilNext() {
        if (unsettled) {
            return LOOK_FOR_THE_CLOCK;
        }
        var wait = LONGEST_WAIT;
        if (!due.isEmpty()) {
            wait = shorter(wait, Duration.between(clock.now(), due.element().at()));
        }
        return shorter(wait, slotRuns.untilNext().orElse(wait));
    }

    private static Duration shorter(Duration one, Duration other) {
        var shorter = one.compareTo(other) < 0 ? one : other;
        return shorter.isNegative() ? Duration.ZERO : shorter;
    }

    // --- one look

    /// One round, without the wait before it.
    ///
    /// @param planned how long that wait was meant to be
    void look(Duration planned) throws IOException {
        var between = timeLook.since(planned);
        for (var event : between.events()) {
            events.add(event);
        }
        if (first || between.wasAway()) {
            slotRuns.haveJustComeUp();
        }
        var now = clock.now().truncatedTo(ChronoUnit.MILLIS);
        var absence = first ? Slots.AWAY : between.absence();
        unsettled = isUnsettled(now);
        var look = new Look(now, absence, first, unsettled);
        all |= between.clockSet();
        var readings = heard.definitions();
        heard.renamed().forEach(this::readAnew);
        try {
            lookAt(readings, look);
        } catch (IOException | RuntimeException e) {
            all = true; // whatever was told or due is asked for again
            readings.ifPresent(heard::definitions);
            throw e;
        }
        first &= unsettled;
        all = unsettled;
        lastLook = clock.nanos();
    }

    private void readAnew(String renamed) {
        timetables.remove(renamed);
        courses.remove(renamed);
        queued.add(renamed);
        unread.add(renamed);
    }

    /// By the clock that nobody can set, and that stands still while the machine sleeps.
    public Duration sinceLastLook() {
        return Duration.ofNanos(clock.nanos() - lastLook);
    }

    /// Whether the clock may be wrong as one is after a boot: nothing keeps it right, or it is
    /// earlier than what was written down last.
    private boolean isUnsettled(Instant now) throws IOException {
        return clock.uptime().compareTo(SETTING_THE_CLOCK) < 0
                && (!clock.isSynchronised()
                        || runs.newestRequest().map(now::isBefore).orElse(false));
    }

    private void lookAt(Optional<List<Reading>> readings, Look look) throws IOException {
        if (!takenUp) {
            takeUpWhatWasLeft();
            takenUp = true;
        }
        queued.addAll(heard.names());
        var names = new HashSet<String>();
        if (readings.isPresent()) {
            names.addAll(becomeWhatIsRead(readings.get(), look));
        }
        if (unsettled) {
            walk(Set.copyOf(courses.keySet()), look);
            return;
        }
        names.addAll(slotRuns.waiting());
        names.addAll(queued);
        while (!due.isEmpty() && !due.element().at().isAfter(look.now())) {
            names.add(due.remove().name());
        }
        walk(all ? Set.copyOf(courses.keySet()) : names, look);
    }

    private void takeUpWhatWasLeft() throws IOException {
        slots.fettleWasAway();
        for (var timetable : slots.timetables()) {
            timetables.put(timetable.automation(), timetable);
        }
        queued.addAll(slots.withQueue());
    }

    private void walk(Set<String> names, Look look) throws IOException {
        var steps = new ArrayList<Step>();
        for (var name : names) {
            var course = courses.get(name);
            if (course != null
                    && (unsettled
                            ? walker.isDueForBoot(course)
                            : queued.contains(name)
                                    || walker.hasAnythingToDecide(course, look.now()))) {
                step(course, look).ifPresent(steps::add);
            }
        }
        if (walker.write(steps, look.now())) {
            toTell.run();
        }
        for (var step : steps) {
            take(step.course().at(step.after()));
            follow(step);
        }
    }

    /// An error that one schedule meets stops no other.
    private Optional<Step> step(Course course, Look look) throws IOException {
        try {
            return Optional.of(walker.step(course, look));
        } catch (RuntimeException e) {
            trouble.accept(e);
            return Optional.empty();
        }
    }

    private void take(Course course) {
        timetables.put(course.name(), course.timetable());
        var before = Optional.ofNullable(courses.put(course.name(), course));
        if (all || !before.map(Course::next).equals(Optional.of(course.next()))) {
            course.next().ifPresent(at -> due.add(new Due(at, course.name())));
        }
    }

    /// What comes of a walk once it is written down.
    private void follow(Step step) throws IOException {
        var automation = step.course().automation();
        var name = automation.name().text();
        for (var run : step.decision().stop()) {
            runs.maybe(run.text()).ifPresent(slotRuns::stop);
        }
        var queue = step.decision().queue();
        if (queue.isEmpty()) {
            queued.remove(name);
        } else {
            queued.add(name);
        }
        var behind =
                queue.isEmpty()
                        ? Optional.<String>empty()
                        : behindBackups.of(automation, courses.values());
        slotRuns.startWhatMay(automation, queue, step.before().working(), behind);
    }

    // --- changed definitions

    /// @return names of those that have a schedule
    private Set<String> becomeWhatIsRead(List<Reading> readings, Look look) throws IOException {
        var now = new HashSet<String>();
        var changed = new ArrayList<Automation>();
        for (var reading : readings) {
            if (reading instanceof Reading.Readable(var automation)) {
                if (automation.definition().schedule().isPresent()) {
                    now.add(reading.name());
                    if (!goesOn(automation)) {
                        changed.add(automation);
                    }
                } else if (!unsettled) {
                    withdraw(reading.name(), look);
                }
            }
        }
        courses.keySet().retainAll(now); // the others wait until they can be read again
        scheduled = Set.copyOf(now);
        if (unsettled) {
            heard.definitions(readings); // what begins now would begin at a wrong time
        } else {
            exchange(changed, look);
        }
        return now;
    }

    private void withdraw(String name, Look look) throws IOException {
        readWhereUnread(name);
        var old = timetables.remove(name);
        if (old != null) {
            walker.withdraw(old, look);
            queued.remove(name);
        }
    }

    /// @return false where its times are others now, or it had none
    private boolean goesOn(Automation automation) throws IOException {
        readWhereUnread(automation.name().text());
        var timetable = timetables.get(automation.name().text());
        var policy = automation.definition().schedule().orElseThrow();
        if (timetable == null || !timetable.says(policy.texts(), zoneOf(policy))) {
            return false;
        }
        var course = courses.get(automation.name().text());
        if (course == null || !course.automation().equals(automation)) {
            boolean back = course == null && !first;
            take(Course.of(automation, timetable, back ? UNREAD : Optional.empty()));
        }
        return true;
    }

    private void readWhereUnread(String name) throws IOException {
        if (unread.contains(name)) {
            slots.timetable(name).ifPresent(timetable -> timetables.put(name, timetable));
            unread.remove(name);
        }
    }

    private ZoneId zoneOf(Scheduled policy) {
        return policy.zone().orElseGet(zone);
    }

    /// The old schedules are walked up to now, where the new ones start.
    private void exchange(List<Automation> changed, Look look) throws IOException {
        var olds = new ArrayList<Step>();
        var fresh = new ArrayList<Timetable>();
        var moved = new ArrayList<SlotEvents.Moved>();
        for (var automation : changed) {
            var old = timetables.get(automation.name().text());
            if (old != null) {
                olds.add(walker.step(Course.before(automation, old), look));
            }
            fresh.add(timetable(automation, Optional.ofNullable(old), look.now()));
            if (old != null && isMovedByTheZoneAlone(old, fresh.getLast())) {
                moved.add(new SlotEvents.Moved(old, fresh.getLast()));
            }
        }
        boolean somethingToTell = walker.write(olds, look.now());
        var otherZone = SlotEvents.zone(zone.get(), moved, look.now());
        var begun = walker.exchange(olds.stream().map(Step::after).toList(), fresh, otherZone);
        if (somethingToTell || otherZone.isPresent()) {
            toTell.run();
        }
        for (int n = 0; n < begun.size(); n++) {
            take(Course.of(changed.get(n), begun.get(n), Optional.empty()));
        }
        for (var old : olds) {
            follow(old);
        }
    }

    /// Where that of the home or of the machine was changed.
    private static boolean isMovedByTheZoneAlone(Timetable old, Timetable fresh) {
        return old.texts().equals(fresh.texts()) && !old.zone().equals(fresh.zone());
    }

    /// Where the same is said in another zone, `every` counts from where it did.
    private Timetable timetable(Automation automation, Optional<Timetable> old, Instant now) {
        var policy = automation.definition().schedule().orElseThrow();
        var anchor =
                old.filter(t -> t.texts().equals(policy.texts()))
                        .map(Timetable::anchor)
                        .orElse(now.truncatedTo(ChronoUnit.SECONDS));
        return new Timetable(
                0, automation.name().text(), policy.texts(), zoneOf(policy), anchor, now, boot);
    }
}
