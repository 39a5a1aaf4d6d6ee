package dev.fettle.health;

import dev.fettle.alert.Message;
import dev.fettle.alert.Outbox;
import dev.fettle.alert.Told;
import dev.fettle.automation.Automation;
import dev.fettle.automation.Reading;
import dev.fettle.automation.Settings;
import dev.fettle.channel.Channel;
import dev.fettle.history.Facts;
import dev.fettle.history.RecordedTable;
import dev.fettle.history.Run;
import dev.fettle.history.RunId;
import dev.fettle.history.Runs;
import dev.fettle.platform.Clock;
import dev.fettle.store.Sql;
import dev.fettle.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Turns what was recorded into incidents and messages.
///
/// A run's record leaves a row behind; here rows are read, their meaning is drawn, and in one
/// transaction they go while incidents and messages come. So whoever dies between record and alert
/// loses nothing, and of two that look at once one finds the rows gone and begins anew. What takes
/// time (folders, logs, READMEs) is looked at before the transaction. Not thread-safe.
public final class IncidentLook {
    private static final int MOST_RUNS_AT_ONCE = 1000;
    private static final int MOST_TRIES = 5;

    private final Store store;
    private final Runs runs;
    private final Clock clock;
    private final Standing standing;
    private final AlertText text;
    private final InputNotices inputs;
    private final EventNotices events;
    private final LongRuns longRuns;
    private final Supplier<Settings> settings;

    public IncidentLook(Store store, Clock clock, Supplier<Settings> settings) {
        this.store = store;
        this.runs = new Runs(store);
        this.clock = clock;
        this.standing = new Standing(store, clock, _ -> {});
        this.text = new AlertText(runs, new Facts(store));
        this.inputs = new InputNotices(store);
        this.events = new EventNotices(store);
        this.longRuns = new LongRuns(store, clock);
        this.settings = settings;
    }

    /// Where a definition is found by its automation's name.
    @FunctionalInterface
    public interface Definitions {
        Optional<Reading> of(String name) throws IOException;
    }

    /// Draws the meaning of what was recorded since the last look.
    ///
    /// @return the automations whose incidents it may have changed
    public Set<String> atWhatIsRecorded(Definitions definitions) throws IOException {
        var touched = new HashSet<String>();
        for (var waiting = waiting(); !waiting.isEmpty(); waiting = waiting()) {
            var byName = new LinkedHashMap<String, List<Run>>();
            for (var run : waiting) {
                byName.computeIfAbsent(run.automation(), _ -> new ArrayList<>()).add(run);
            }
            for (var each : byName.entrySet()) {
                if (drawMeaning(each.getKey(), each.getValue(), definitions)) {
                    touched.add(each.getKey());
                }
            }
            if (waiting.size() < MOST_RUNS_AT_ONCE) {
                break;
            }
        }
        return touched;
    }

    /// Tells of what happened and is no run.
    public void atEvents(Definitions definitions) throws IOException {
        events.tell(definitions, settings.get());
    }

    /// Tells of what works much longer than is usual.
    public void atWhatWorks(Definitions definitions) throws IOException {
        longRuns.tell(definitions, settings.get());
    }

    /// Looks how an automation stands now.
    ///
    /// @return when time alone may change it
    public Optional<Instant> at(Reading reading) throws IOException {
        return go(reading, List.of());
    }

    /// Looks how the home itself stands.
    void atHome(Optional<Sign> trouble) throws IOException {
        at(Incident.HOME, trouble);
    }

    /// What somebody who looks at the daemon from outside has found.
    ///
    /// @param trouble what is wrong with it; empty where it is well
    public void atDaemon(Optional<String> trouble) throws IOException {
        at(Incident.DAEMON, trouble.map(why -> Sign.now(clock.now(), Assessment.failing(why))));
    }

    private void at(String what, Optional<Sign> trouble) throws IOException {
        if (trouble.isEmpty() && newest(what).filter(Incident::isOpen).isEmpty()) {
            return;
        }
        var sign =
                trouble.orElseGet(
                        () -> Sign.now(clock.now(), new Assessment(Health.OK, Optional.empty())));
        var reading = new Reading.Other(what, sign.reason());
        var newest = newest(what);
        var _ = kept(reading, newest, List.of(), course(what, newest, List.of(sign)));
    }

    private List<Run> waiting() throws IOException {
        return store.read(sql -> RecordedTable.waiting(sql, MOST_RUNS_AT_ONCE));
    }

    /// @return whether it can have changed anything
    private boolean drawMeaning(String name, List<Run> ended, Definitions definitions)
            throws IOException {
        boolean allGood = ended.stream().allMatch(run -> run.succeeded() || !run.counts());
        boolean changesNothing = allGood && newest(name).filter(Incident::isOpen).isEmpty();
        // By far the most of all runs are good ones after good ones.
        boolean matters = !changesNothing || standing.isGivenTime();
        var reading = matters ? definitions.of(name) : Optional.<Reading>empty();
        if (reading.isEmpty() || changesNothing) {
            var _ = store.write(sql -> RecordedTable.take(sql, ended));
            return reading.map(Standing::canBeLate).orElse(false);
        }
        var _ = go(reading.get(), ended);
        return true;
    }

    private Optional<Instant> go(Reading reading, List<Run> ended) throws IOException {
        for (int tries = 1; ; tries++) {
            var newest = newest(reading.name());
            var signs = new ArrayList<>(standing.after(reading, ended));
            var stands = standing.now(reading);
            signs.add(stands.sign());
            var course = course(reading.name(), newest, signs);
            if (kept(reading, newest, ended, course)) {
                tellOfInputs(reading, stands.sign());
                return Stream.of(
                                stands.changesAt(),
                                newest(reading.name())
                                        .flatMap(i -> Course.next(i, stands.sign().at())))
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo);
            }
            if (tries == MOST_TRIES) {
                return Optional.of(
                        clock.now()); // others are at it; the rows stay for the next look
            }
        }
    }

    private void tellOfInputs(Reading reading, Sign stands) throws IOException {
        var automation = automation(reading);
        var watch = automation.flatMap(a -> a.definition().watch());
        if (watch.isPresent()
                && !stands.isPaused()
                && newest(reading.name()).filter(Incident::isOpen).isEmpty()) {
            var told = Told.of(automation, settings.get());
            inputs.tell(automation.get(), watch.get(), stands.at(), told);
        }
    }

    private static Course course(String name, Optional<Incident> newest, List<Sign> signs) {
        return Course.of(
                name,
                newest,
                signs,
                () -> RunId.random().text(),
                sign -> AlertText.subject(name, sign));
    }

    /// @return false, and nothing is changed, where the facts were not those any more that the
    ///   course was drawn from
    private boolean kept(Reading reading, Optional<Incident> newest, List<Run> ended, Course course)
            throws IOException {
        if (course.isNothing() && ended.isEmpty()) {
            return true;
        }
        var told = Told.of(automation(reading), settings.get());
        var words = new ArrayList<Words>();
        var incidents = course.incidents();
        for (var news : course.news()) {
            var shared =
                    news instanceof News.Broke broke
                            ? SharedNeed.of(broke, store)
                            : Optional.<SharedNeed>empty();
            if (shared.isPresent()) {
                incidents = incidents.stream().map(shared.get()::beside).toList();
            }
            words.add(words(reading, news, told, shared));
        }
        var changed = incidents;
        return store.write(sql -> {
            if (!IncidentTable.newest(sql, reading.name()).equals(newest)
                    || !RecordedTable.take(sql, ended)) {
                return false;
            }
            for (var incident : changed) {
                IncidentTable.put(sql, incident);
            }
            for (var each : words) {
                each.tell(sql);
            }
            return true;
        });
    }

    /// What is to be done about one piece of news within the transaction.
    @FunctionalInterface
    private interface Words {
        void tell(Sql sql) throws SQLException;
    }

    private Words words(Reading reading, News news, Told told, Optional<SharedNeed> shared)
            throws IOException {
        var about =
                new AlertText.About(
                        automation(reading).map(Automation::readme),
                        settings.get().headings(),
                        told.urgency(),
                        told.link());
        return switch (news) {
            case News.Broke broke -> {
                var message = text.broke(broke, about);
                yield sql -> addBroke(sql, broke, message, told, shared);
            }
            case News.Lasts lasts -> {
                var message = text.lasts(lasts, about);
                yield sql -> add(sql, lasts.sign().at(), message, told);
            }
            case News.Recovered recovered -> {
                var known = text.recovered(recovered, false, about);
                var both = text.recovered(recovered, true, about);
                yield sql -> {
                    boolean untold =
                            Outbox.takeBack(sql, recovered.incident().id(), recovered.at());
                    add(sql, recovered.at(), untold ? both : known, told);
                };
            }
            case News.Silenced silenced ->
                    sql -> Outbox.takeBack(sql, silenced.incident().id(), clock.now());
        };
    }

    private void addBroke(
            Sql sql, News.Broke broke, Message message, Told told, Optional<SharedNeed> shared)
            throws SQLException {
        var at = broke.sign().at();
        if (shared.isEmpty()) {
            add(sql, at, message, told);
        } else {
            Outbox.join(
                    sql,
                    at,
                    message,
                    told.channels(),
                    this::gathers,
                    shared.get().first().map(Incident::id),
                    at.plus(SharedNeed.TOGETHER));
        }
    }

    private boolean gathers(String channel) {
        return Optional.ofNullable(settings.get().channels().get(channel))
                .map(Channel::gathers)
                .orElse(true);
    }

    private static void add(Sql sql, Instant at, Message message, Told told) throws SQLException {
        Outbox.add(sql, at, message, told.channels(), at);
    }

    private Optional<Incident> newest(String name) throws IOException {
        return store.read(sql -> IncidentTable.newest(sql, name));
    }

    static Optional<Automation> automation(Reading reading) {
        return reading instanceof Reading.Readable(var automation)
                ? Optional.of(automation)
                : Optional.empty();
    }
}
