package dev.fettle.verb;

import dev.fettle.alert.ChannelStates;
import dev.fettle.alert.Drills;
import dev.fettle.automation.Automation;
import dev.fettle.automation.Definition;
import dev.fettle.automation.Home;
import dev.fettle.automation.Reading;
import dev.fettle.automation.Readme;
import dev.fettle.health.Acknowledgement;
import dev.fettle.health.Assessment;
import dev.fettle.health.Incident;
import dev.fettle.health.Incidents;
import dev.fettle.health.Standing;
import dev.fettle.history.Facts;
import dev.fettle.history.Pauses;
import dev.fettle.history.Run;
import dev.fettle.notation.Wording;
import dev.fettle.platform.FileLock;
import dev.fettle.platform.Silence;
import dev.fettle.publish.VersionRetention;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `fettle status [NAME]`: how things stand.
public final class StatusVerb {
    private final Workshop workshop;
    private final StatusSnapshot.Seen seen;
    private final Standing standing;
    private final Incidents incidents;
    private final List<Instant> changesAt = new ArrayList<>();
    private List<String> renamed = List.of();

    public StatusVerb(Workshop workshop) throws IOException {
        this.workshop = workshop;
        this.seen = new StatusSnapshot.Seen(workshop.state().root(), workshop.home().root());
        this.standing = new Standing(workshop.store(), workshop.clock(), seen::add);
        this.incidents = new Incidents(workshop.store());
    }

    /// @param name empty for all
    /// @throws dev.fettle.notation.UserError where the named one is no automation
    public StatusView answer(Optional<String> name) throws IOException {
        seen.add(workshop.home().root().resolve(Home.MARK));
        for (var folder : workshop.home().folders()) {
            seen.add(folder.resolve(Readme.FILE));
        }
        var plan = workshop.renames().plan(workshop.home().read());
        renamed = plan.words();
        var readings = workshop.sights().withThoseThatAreGone(plan.toLookAt());
        if (name.isPresent()) {
            var known = plan.knownAs(name.get());
            var named = readings.stream().filter(r -> r.name().equals(known)).toList();
            if (named.isEmpty()) {
                var _ = workshop.home().automation(name.get()); // says why it is none
            }
            readings = named;
        }
        Silence.askAheadOf(Reading.places(readings));
        var entries = new ArrayList<StatusView.Entry>();
        for (var reading : readings) {
            switch (reading) {
                case Reading.Readable(var automation) ->
                        entries.add(
                                entry(
                                        reading,
                                        trigger(automation.definition()),
                                        nextDue(automation)));
                case Reading.Broken broken ->
                        entries.add(entry(broken, Optional.empty(), Optional.empty()));
                case Reading.Other gone ->
                        entries.add(entry(gone, Optional.empty(), Optional.empty()));
            }
        }
        return new StatusView(
                workshop.home().root().toString(),
                daemon(),
                recovery(),
                channels(),
                maintenance(),
                versions(),
                entries);
    }

    /// What a person is told besides; to be asked afterwards.
    public List<String> remarks() throws IOException {
        var remarks = new ArrayList<>(renamed);
        new Drills(workshop.store())
                .newest()
                .filter(drill -> !drill.isAnswered())
                .map(drill -> DrillVerb.unanswered(Wording.moment(drill.at())))
                .ifPresent(remarks::add);
        return remarks;
    }

    /// What the answer was made from; to be asked afterwards.
    public StatusSnapshot.Seen seen() {
        return seen;
    }

    /// When time alone changes the answer; to be asked afterwards.
    public Optional<Instant> changesAt() {
        return changesAt.stream().min(Instant::compareTo);
    }

    private Optional<StatusView.Maintenance> maintenance() throws IOException {
        return new Pauses(workshop.store())
                .maintenance(workshop.clock().now())
                .map(pause -> new StatusView.Maintenance(pause.until(), pause.note()));
    }

    private StatusView.Entry entry(
            Reading reading, Optional<String> trigger, Optional<Instant> nextDue)
            throws IOException {
        var answer = standing.now(reading);
        answer.changesAt().ifPresent(changesAt::add);
        nextDue.ifPresent(changesAt::add);
        return entry(reading, answer.assessment(), trigger, nextDue, answer.recent());
    }

    private static Optional<String> trigger(Definition definition) {
        return Optional.of(
                definition.schedule().isPresent()
                        ? "schedule"
                        : definition.watch().isPresent()
                                ? "watch"
                                : definition.after().isPresent() ? "after" : "hand");
    }

    private Optional<Instant> nextDue(Automation automation) throws IOException {
        var now = workshop.clock().now();
        return SlotsVerb.timetable(workshop, automation, now)
                .flatMap(timetable -> timetable.times().after(now));
    }

    private StatusView.Entry entry(
            Reading reading,
            Assessment assessment,
            Optional<String> trigger,
            Optional<Instant> nextDue,
            List<Run> runs)
            throws IOException {
        var name = reading.name();
        var last = runs.stream().filter(Run::isFinished).findFirst();
        var good = last.filter(Run::isGood).or(() -> runs.stream().filter(Run::isGood).findFirst());
        if (good.isEmpty()) {
            good = workshop.runs().lastGood(name);
        }
        return new StatusView.Entry(
                name,
                assessment.health().word(),
                reason(assessment, last),
                trigger,
                reading instanceof Reading.Readable(var automation)
                        ? automation.definition().after()
                        : Optional.empty(),
                last.map(r ->
                        new StatusView.LastRun(
                                r.id().text(), r.outcome().orElseThrow(), r.startedAt())),
                good.map(r -> new StatusView.LastGood(r.id().text(), r.startedAt())),
                new Facts(workshop.store()).lastProved(name),
                nextDue,
                incidents.open(name).map(this::shown),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /// That a result was unusual is no reason to call its automation anything but well, and one to
    /// look at it.
    private Optional<String> reason(Assessment assessment, Optional<Run> last) throws IOException {
        var unusual =
                last.isPresent() && last.get().isGood()
                        ? workshop.runs().unusual(last.get()).map(what -> "unusual: " + what)
                        : Optional.<String>empty();
        return Stream.of(assessment.reason(), unusual)
                .flatMap(Optional::stream)
                .reduce((one, other) -> one + "; " + other);
    }

    private StatusView.Incident shown(Incident incident) {
        incident.acknowledgement().flatMap(Acknowledgement::until).ifPresent(changesAt::add);
        return new StatusView.Incident(
                incident.id(), incident.since(), incident.isAcknowledged(workshop.clock().now()));
    }

    private StatusView.Daemon daemon() throws IOException {
        var lock = workshop.state().daemonLock();
        boolean running = FileLock.holder(lock).isPresent();
        Optional<Instant> since =
                running && Files.exists(lock)
                        ? Optional.of(Files.getLastModifiedTime(lock).toInstant())
                        : Optional.empty();
        return new StatusView.Daemon(running, since);
    }

    private List<String> recovery() throws IOException {
        var pending = new ArrayList<String>();
        for (var automation : workshop.desk().unfinished()) {
            if (workshop.desk().isUnattended(automation)) {
                pending.add(automation);
            }
        }
        return pending;
    }

    private List<StatusView.Channel> channels() throws IOException {
        return new ChannelStates(workshop.store())
                .of(workshop.settings().channels().keySet()).stream()
                        .map(c -> new StatusView.Channel(c.name(), c.ok(), c.lastError()))
                        .toList();
    }

    private StatusView.Versions versions() throws IOException {
        var retention =
                new VersionRetention(
                        workshop.store(), workshop.state(), workshop.keepings(), workshop.clock());
        return new StatusView.Versions(
                retention.usage().bytes(),
                VersionRetention.budget(
                        workshop.settings().versionBudget(), workshop.state().root()));
    }
}
