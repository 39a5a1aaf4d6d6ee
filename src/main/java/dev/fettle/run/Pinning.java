package dev.fettle.run;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Settings;
import dev.fettle.check.Check;
import dev.fettle.check.Checks;
import dev.fettle.check.Finding;
import dev.fettle.check.Knowledge;
import dev.fettle.check.Learned;
import dev.fettle.check.Occasion;
import dev.fettle.environment.Need;
import dev.fettle.history.Facts;
import dev.fettle.history.Habits;
import dev.fettle.notation.UserError;
import dev.fettle.platform.Clock;
import dev.fettle.platform.FileSystemId;
import dev.fettle.platform.KnownDisks;
import dev.fettle.platform.PathBytes;
import dev.fettle.platform.Silence;
import dev.fettle.store.StateFolder;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Takes the disks and repositories that are there now for the right ones. All of them are looked
/// at before anything is changed.
public final class Pinning {
    private final StateFolder state;
    private final Facts facts;
    private final Habits habits;
    private final Clock clock;
    private final Settings settings;

    public Pinning(StateFolder state, Store store, Clock clock, Settings settings) {
        this.state = state;
        this.facts = new Facts(store);
        this.habits = new Habits(store, clock);
        this.clock = clock;
        this.settings = settings;
    }

    /// @param what `mount /mnt/backup`, `restic /mnt/backup/repository`
    /// @param now which one it is
    public record Taken(String what, String now) {}

    /// @param further whether what is known stays right beside it; else all that was held against
    ///   the past is let go
    /// @throws UserError where something of it cannot be looked at, or there is nothing to take
    public List<Taken> take(Automation automation, boolean further)
            throws IOException, InterruptedException {
        var name = automation.name().text();
        var known = facts.of(name);
        var taken = new LinkedHashMap<Learned, String>();
        for (var need : automation.definition().needs()) {
            if (need instanceof Need.Mount(var point)) {
                var disk = disk(point);
                var before = known.disks(point).filter(_ -> further);
                var disks = before.map(d -> d.with(disk)).orElseGet(() -> KnownDisks.of(disk));
                taken.put(Knowledge.disks(point, disks), disk.words());
            }
        }
        for (var finding : today(automation, known, further)) {
            finding.learned()
                    .filter(learned -> !learned.values().isEmpty())
                    .ifPresent(learned -> taken.put(learned, finding.detail().orElse("")));
        }
        boolean learnt = facts.relearn(name, List.copyOf(taken.keySet()), further);
        boolean usual = !further && habits.letGo(name);
        if (!learnt && !usual) {
            throw new UserError(
                    "nothing is known yet of what %s should find, and it names no mount and no repository"
                            .formatted(name));
        }
        return taken.entrySet().stream()
                .map(each -> new Taken(each.getKey().subject(), each.getValue()))
                .distinct()
                .toList();
    }

    private static FileSystemId disk(Path point) throws IOException {
        var silence = Silence.at(point);
        if (silence.isPresent()) {
            throw nothingTaken(silence.get().words());
        }
        return FileSystemId.at(point)
                .orElseThrow(() -> nothingTaken("nothing is mounted at " + PathBytes.shown(point)));
    }

    private static UserError nothingTaken(String why) {
        return new UserError(why + ": nothing is changed");
    }

    private List<Finding> today(Automation automation, Knowledge known, boolean further)
            throws IOException, InterruptedException {
        var checks = automation.definition().checks();
        if (!Checks.arePinned(checks)) {
            return List.of();
        }
        try (var examination = examination(automation, checks, known)) {
            var occasion = new Occasion(clock, Optional.empty(), Optional.empty());
            var evidence = examination.evidence(automation.folder(), List.of(), occasion);
            var verdict = Checks.today(checks, evidence, further, clock);
            if (!verdict.holds()) {
                throw nothingTaken(examination.redacted(verdict.reason().orElse("")));
            }
            return verdict.findings();
        }
    }

    private Examination examination(Automation automation, List<Check> checks, Knowledge known)
            throws IOException {
        try {
            return Examination.open(automation, checks, state, settings, known);
        } catch (UserError e) {
            throw nothingTaken(String.valueOf(e.getMessage()));
        }
    }
}
