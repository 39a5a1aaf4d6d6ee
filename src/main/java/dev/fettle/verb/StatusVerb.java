package dev.fettle.verb;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Home;
import dev.fettle.automation.Reading;
import dev.fettle.automation.Readme;
import dev.fettle.health.Assessment;
import dev.fettle.health.Health;
import dev.fettle.history.InputState;
import dev.fettle.history.Run;
import dev.fettle.platform.FileLock;
import dev.fettle.platform.Silence;
import dev.fettle.publish.VersionRetention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `fettle status [NAME]`: how things stand.
public final class StatusVerb {
    /// So many runs back a string of failing inputs is looked for.
    private static final int RUNS_LOOKED_AT = 30;

    private final Workshop workshop;
    private final StatusSnapshot.Seen seen;

    public StatusVerb(Workshop workshop) throws IOException {
        this.workshop = workshop;
        this.seen = new StatusSnapshot.Seen(workshop.state().root(), workshop.home().root());
    }

    /// @param name empty for all
    /// @throws dev.fettle.notation.UserError where the named one is no automation
    public StatusView answer(Optional<String> name) throws IOException {
        seen.add(workshop.home().root().resolve(Home.MARK));
        for (var folder : workshop.home().folders()) {
            seen.add(folder.resolve(Readme.FILE));
        }
        var readings = workshop.home().automations();
        if (name.isPresent()) {
            var named = readings.stream().filter(r -> r.name().equals(name.get())).toList();
            if (named.isEmpty()) {
                var _ = workshop.home().automation(name.get()); // says why it is none
            }
            readings = named;
        }
        Silence.askAheadOf(Reading.places(readings));
        var entries = new ArrayList<StatusView.Entry>();
        for (var reading : readings) {
            switch (reading) {
                case Reading.Readable(var automation) -> entries.add(entry(automation));
                case Reading.Broken broken -> entries.add(broken(broken));
                case Reading.Other _ -> {}
            }
        }
        return new StatusView(
                workshop.home().root().toString(),
                daemon(),
                recovery(),
                List.of(),
                Optional.empty(),
                versions(),
                entries);
    }

    /// What the answer was made from; to be asked afterwards.
    public StatusSnapshot.Seen seen() {
        return seen;
    }

    private StatusView.Entry entry(Automation automation) throws IOException {
        var name = automation.name().text();
        var runs = workshop.runs().newest(name, RUNS_LOOKED_AT);
        var counting = new ArrayList<Assessment.Recent>();
        for (var run : runs) {
            if (run.isFinished() && !run.dry() && !run.outcome().equals(Optional.of("cancelled"))) {
                counting.add(new Assessment.Recent(run, onlyInput(automation, run)));
            }
        }
        if (counting.stream().noneMatch(recent -> recent.run().succeeded())) {
            workshop.runs()
                    .lastGood(name)
                    .ifPresent(good -> counting.add(new Assessment.Recent(good, Optional.empty())));
        }
        var facts =
                new Assessment.Facts(
                        counting,
                        workshop.ledger().count(name, InputState.SET_ASIDE),
                        workshop.ledger().count(name, InputState.WAITING),
                        away(automation),
                        runs.stream()
                                .filter(run -> !run.isFinished())
                                .flatMap(run -> run.reason().stream())
                                .findFirst());
        var assessment = Assessment.of(name, facts);
        return entry(
                name,
                assessment,
                Optional.of(automation.definition().watch().isPresent() ? "watch" : "hand"),
                runs);
    }

    private StatusView.Entry broken(Reading.Broken broken) throws IOException {
        var reason = broken.problems().getFirst().headline();
        var runs = workshop.runs().newest(broken.name(), 1);
        return entry(
                broken.name(),
                new Assessment(Health.FAILING, Optional.of(reason)),
                Optional.empty(),
                runs);
    }

    private StatusView.Entry entry(
            String name, Assessment assessment, Optional<String> trigger, List<Run> runs)
            throws IOException {
        var last = runs.stream().filter(Run::isFinished).findFirst();
        var good =
                last.filter(r -> r.succeeded() && !r.dry())
                        .or(() -> runs.stream().filter(r -> r.succeeded() && !r.dry()).findFirst());
        if (good.isEmpty()) {
            good = workshop.runs().lastGood(name);
        }
        return new StatusView.Entry(
                name,
                assessment.health().word(),
                assessment.reason(),
                trigger,
                Optional.empty(),
                last.map(r ->
                        new StatusView.LastRun(
                                r.id().text(), r.outcome().orElseThrow(), r.startedAt())),
                good.map(r -> new StatusView.LastGood(r.id().text(), r.startedAt())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private Optional<Path> onlyInput(Automation automation, Run run) throws IOException {
        if (run.succeeded() || !automation.definition().perFile()) {
            return Optional.empty();
        }
        var inputs = workshop.runs().inputs(run);
        return inputs.size() == 1 ? Optional.of(inputs.getFirst().path()) : Optional.empty();
    }

    private Optional<String> away(Automation automation) throws IOException {
        var watch = automation.definition().watch();
        if (watch.isPresent()) {
            var folder = watch.get().folder();
            seen.add(folder);
            var silence = Silence.within(folder, watch.get().depth());
            if (silence.isPresent()) {
                return Optional.of(words(automation, silence.get()));
            }
            if (!Files.isDirectory(folder)) {
                return Optional.of("the watched folder is missing: " + folder);
            }
        }
        var output = automation.definition().output();
        if (output.isEmpty()) {
            return Optional.empty();
        }
        if (Silence.isPossible(output.get().folder())) {
            seen.add(output.get().folder());
        }
        var silence = Silence.at(output.get().folder());
        return silence.isPresent()
                ? Optional.of(words(automation, silence.get()))
                : Optional.empty();
    }

    /// The daemon may know it for longer than this process.
    private String words(Automation automation, Silence silence) throws IOException {
        return workshop.events()
                .silentSince(automation.name().text())
                .map(silence::since)
                .orElse(silence)
                .words();
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
