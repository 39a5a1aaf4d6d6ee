package dev.fettle.health;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Reading;
import dev.fettle.history.Events;
import dev.fettle.history.InputState;
import dev.fettle.history.Lacks;
import dev.fettle.history.Ledger;
import dev.fettle.history.Pause;
import dev.fettle.history.Pauses;
import dev.fettle.history.Run;
import dev.fettle.history.Runs;
import dev.fettle.platform.Clock;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// How an automation stands: the recorded facts are read here and judged by [Assessment]. What
/// `status` says and what opens an incident is the same answer.
public final class Standing {
    /// So many runs back a string of failing inputs is looked for.
    private static final int RUNS_LOOKED_AT = 30;

    static final Duration HALF_SAVED = Duration.ofSeconds(60);

    private final Runs runs;
    private final Lacks lacks;
    private final Ledger ledger;
    private final Pauses pauses;
    private final Sights sights;
    private final Lateness lateness;
    private final Away away;
    private final Clock clock;

    public Standing(Store store, Clock clock, Away.Looks looks) {
        this.runs = new Runs(store);
        this.lacks = new Lacks(store);
        this.ledger = new Ledger(store);
        this.pauses = new Pauses(store);
        this.sights = new Sights(store, clock);
        this.lateness = new Lateness(store, clock);
        this.away = new Away(new Events(store), looks);
        this.clock = clock;
    }

    /// @param recent its newest runs, the newest first
    /// @param changesAt when time alone changes the answer
    public record Answer(Sign sign, List<Run> recent, Optional<Instant> changesAt) {
        public Assessment assessment() {
            return sign.assessment();
        }
    }

    /// How it stands now.
    public Answer now(Reading reading) throws IOException {
        var at = clock.now();
        var recent = runs.newest(reading.name(), RUNS_LOOKED_AT);
        var pause = pauses.current(reading.name(), at);
        if (pause.isPresent()) {
            return new Answer(
                    Sign.now(at, Assessment.paused(pause.get())), recent, pause.get().until());
        }
        return switch (reading) {
            case Reading.Readable(var automation) -> inTime(automation, recent, at);
            case Reading.Broken(var name, var problems) ->
                    held(unreadable(name, problems.getFirst().headline(), at), recent);
            case Reading.Other(var name, var why) -> held(unreadable(name, why, at), recent);
        };
    }

    private static Answer held(Sign sign, List<Run> recent) {
        var tellFrom = Optional.of(sign.tellFrom()).filter(from -> from.isAfter(sign.at()));
        return new Answer(sign, recent, tellFrom);
    }

    /// What works may be late; of what fails, more is known already.
    private Answer inTime(Automation automation, List<Run> recent, Instant at) throws IOException {
        var name = automation.name().text();
        var counting = withLastGood(name, recents(new Reading.Readable(automation), recent));
        var sign = judged(automation, counting, recent, at);
        if (sign.isBad()) {
            return new Answer(sign, recent, Optional.empty());
        }
        var answer =
                lateness.of(automation, counting.stream().map(Assessment.Recent::run).toList());
        return new Answer(
                answer.late()
                        .map(late ->
                                new Sign(
                                        at,
                                        sign.assessment().late(late.reason()),
                                        late.since(),
                                        at,
                                        Optional.empty()))
                        .orElse(sign),
                recent,
                answer.changesAt());
    }

    /// Editors save half files, and folders are moved: it is told once it has lasted.
    private Sign unreadable(String name, String why, Instant at) throws IOException {
        var since = sights.find(name).flatMap(Sight::unreadableSince).orElse(at);
        return new Sign(
                at, Assessment.failing(why), since, since.plus(HALF_SAVED), Optional.empty());
    }

    /// What each of these runs told when it ended, as if somebody had looked after each; those of a
    /// pause tell nothing.
    List<Sign> after(Reading reading, List<Run> ended) throws IOException {
        var name = reading.name();
        var counting =
                ended.stream()
                        .filter(Run::counts)
                        .sorted(Comparator.comparing(Run::endedAt))
                        .toList();
        if (counting.isEmpty()) {
            return List.of();
        }
        var resting = pauses.reachingBeyond(name, counting.getFirst().endedAt());
        var known = new HashSet<>(counting);
        var before =
                recents(reading, runs.newest(name, RUNS_LOOKED_AT + ended.size())).stream()
                        .filter(recent -> !known.contains(recent.run()))
                        .limit(RUNS_LOOKED_AT)
                        .toList();
        var seen = new ArrayList<>(before.reversed());
        var signs = new ArrayList<Sign>();
        for (var run : counting) {
            seen.add(recent(reading, run));
            if (resting.stream().noneMatch((Pause pause) -> pause.covers(run.endedAt()))) {
                var from = Math.max(0, seen.size() - RUNS_LOOKED_AT);
                var recent = withLastGood(name, seen.subList(from, seen.size()).reversed());
                var assessment = Assessment.of(name, Assessment.Facts.ofRuns(recent));
                signs.add(
                        new Sign(
                                run.endedAt(),
                                assessment,
                                beginning(recent).orElse(run.endedAt()),
                                run.endedAt(),
                                Optional.of(run)));
            }
        }
        return signs;
    }

    private Sign judged(
            Automation automation, List<Assessment.Recent> recent, List<Run> newest, Instant at)
            throws IOException {
        var name = automation.name().text();
        var facts =
                new Assessment.Facts(
                        recent,
                        ledger.setAsideUnknown(name),
                        ledger.count(name, InputState.WAITING),
                        away.of(automation),
                        newest.stream()
                                .filter(run -> !run.isFinished())
                                .flatMap(run -> run.reason().stream())
                                .findFirst());
        var assessment = Assessment.of(name, facts);
        boolean ofRuns = facts.away().isEmpty() && facts.stuck().isEmpty();
        var since = ofRuns ? beginning(recent).orElse(at) : at;
        return new Sign(
                at,
                assessment,
                since,
                at,
                ofRuns && !assessment.health().isWell()
                        ? recent.stream()
                                .filter(each -> !each.waits())
                                .map(Assessment.Recent::run)
                                .findFirst()
                        : Optional.empty());
    }

    private List<Assessment.Recent> recents(Reading reading, List<Run> newest) throws IOException {
        var counting = new ArrayList<Assessment.Recent>();
        for (var run : newest) {
            if (run.counts()) {
                counting.add(recent(reading, run));
            }
        }
        return counting;
    }

    /// However long ago it was: what once worked is not new.
    private List<Assessment.Recent> withLastGood(String name, List<Assessment.Recent> recent)
            throws IOException {
        if (recent.stream().anyMatch(each -> each.run().succeeded())) {
            return recent;
        }
        var all = new ArrayList<>(recent);
        runs.lastGood(name)
                .ifPresent(good -> all.add(new Assessment.Recent(good, Optional.empty(), false)));
        return all;
    }

    /// Whether nothing is called late yet, after a start or a wake, before a run of it has ended.
    boolean isGivenTime() throws IOException {
        return lateness.isHeld();
    }

    static boolean canBeLate(Reading reading) {
        return reading instanceof Reading.Readable(var automation)
                && Lateness.isPossible(automation.definition());
    }

    /// When the newest row of bad runs began.
    private static Optional<Instant> beginning(List<Assessment.Recent> recent) {
        return recent.stream()
                .takeWhile(each -> !each.run().succeeded())
                .filter(each -> !each.waits())
                .map(each -> each.run().endedAt())
                .min(Instant::compareTo);
    }

    private Assessment.Recent recent(Reading reading, Run run) throws IOException {
        boolean expected =
                reading instanceof Reading.Readable(var automation)
                        && automation.definition().attention().expect().isPresent();
        boolean waits =
                expected
                        && run.outcome().equals(Optional.of("blocked"))
                        && lacks.of(run).isPresent();
        return new Assessment.Recent(run, onlyInput(reading, run), waits);
    }

    private Optional<Path> onlyInput(Reading reading, Run run) throws IOException {
        boolean perFile =
                reading instanceof Reading.Readable(var automation)
                        && automation.definition().perFile();
        if (run.succeeded() || !perFile) {
            return Optional.empty();
        }
        var inputs = runs.inputs(run);
        return inputs.size() == 1 ? Optional.of(inputs.getFirst().path()) : Optional.empty();
    }
}
