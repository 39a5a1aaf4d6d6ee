package dev.fettle.check.backup;

import dev.fettle.notation.Wording;
import dev.fettle.platform.FileId;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// An archive of `tar`, packed or not: read to its last byte, its members against what the source
/// has now, a few of them unpacked.
///
/// @param archive a file, or a glob of whose files the newest counts
/// @param restore how many files are unpacked
public record TarBackup(
        String source,
        String archive,
        Exclusion excluded,
        Duration fresh,
        Verify verify,
        int restore)
        implements Backup {
    private static final String NEWEST = "newest";
    private static final Duration AHEAD = Duration.ofMinutes(10);

    /// So many places show by which names members are called.
    private static final int SOME = 500;

    @Override
    public List<String> programs() {
        return List.of();
    }

    @Override
    public List<String> sources() {
        return List.of(source);
    }

    @Override
    public String subject() {
        return "tar " + archive;
    }

    @Override
    public Diagnosis examine(Around around) throws IOException, InterruptedException {
        try (var scratch = Scratch.in(around.scratch())) {
            var live = Folders.source(around.place(source));
            var file = ArchiveFile.of(around.place(archive));
            var identity = Folders.identity(file.path(), around);
            var found = identity.kept(look(live, file, scratch, around));
            return found instanceof Diagnosis.Faulty && !file.isStill()
                    ? new Diagnosis.Unmade("locked", file.shown() + " is being written")
                    : found;
        } catch (AccessDeniedException e) {
            return new Diagnosis.Unmade("refused", e.getFile() + ": permission denied");
        } catch (Ended e) {
            return e.diagnosis();
        }
    }

    /// What a look without reading finds. The archive may be made anew by the run that it is asked
    /// for: its disk alone has to be there.
    @Override
    public Diagnosis identify(Around around) throws IOException {
        try {
            Folders.source(around.place(source));
            var stated = around.place(archive);
            var there =
                    Identity.isOpen(around)
                            ? ArchiveFile.of(stated).path()
                            : Folders.nearest(stated);
            return Folders.identity(there, around).alone(Folders.place(there));
        } catch (Ended e) {
            return e.diagnosis();
        }
    }

    private Diagnosis look(Path live, ArchiveFile file, Scratch scratch, Around around)
            throws IOException, InterruptedException {
        try {
            return whole(live, file, scratch, around);
        } catch (Ended e) {
            return e.diagnosis();
        }
    }

    private Diagnosis whole(Path live, ArchiveFile file, Scratch scratch, Around around)
            throws IOException, InterruptedException, Ended {
        var sample = sample(live, file, scratch);
        var plan =
                ReadingPlan.of(
                        verify,
                        Folders.isLocal(file.path())
                                ? Optional.of(file.id().size())
                                : Optional.empty(),
                        around.known(),
                        around.now());
        var reading = new ArchiveReading(live, excluded, plan, sample.wanted(), scratch.folder());
        file.read(reading);
        var gaps = new Gaps(live, file.shown(), since -> around.isOver(since, fresh));
        var keeping = reading.keeping(file.shown(), file.id().mtimeNanos(), sample.some());
        for (var each : reading.differences()) {
            if (each.live().ctimeNanos() > file.id().mtimeNanos()) {
                gaps.changed(each.below(), each.live().ctimeNanos());
            } else {
                gaps.damaged(each.below(), "has another byte at " + each.at());
            }
        }
        var comparison = new Comparison(live, keeping, excluded, gaps);
        comparison.walk((_, _, _) -> {});
        Ended.where(age(file, around).filter(_ -> !gaps.isDamaged()));
        CopyBackup.end(comparison, gaps, live);
        var extent = comparison.extent();
        var shrinkage = new Shrinkage(live.toString(), around.known(), around.now());
        Ended.where(shrinkage.fault(extent));
        var back = reading.back();
        Ended.where(Drill.difference(back));
        var learned = new HashMap<>(shrinkage.learned(extent));
        learned.putAll(plan.learned(around.now()));
        learned.put(NEWEST, written(file).toString());
        if (!back.isEmpty()) {
            learned.put(CopyBackup.PROVED, around.now().toString());
        }
        return CopyBackup.sound(extent, gaps, back.size(), plan, learned);
    }

    private static Instant written(ArchiveFile file) {
        return Gaps.moment(file.id().mtimeNanos());
    }

    /// What its time says.
    private Optional<Diagnosis> age(ArchiveFile file, Around around) throws IOException {
        var written = written(file);
        var begun = new Freshness(fresh, true, around).madeBeforeRun(written);
        var found = "it is of " + Wording.moment(written);
        var before = Optional.ofNullable(around.known().get(NEWEST)).map(Instant::parse);
        if (before.isPresent() && written.isBefore(before.get())) {
            return faulty(
                    Fault.SET_BACK,
                    "%s of %s, or a newer one"
                            .formatted(file.shown(), Wording.moment(before.get())),
                    found);
        }
        if (written.isAfter(around.now().plus(AHEAD))) {
            return faulty(
                    Fault.FUTURE,
                    "%s not later than now, %s"
                            .formatted(file.shown(), Wording.moment(around.now())),
                    found);
        }
        if (begun.isPresent()) {
            return faulty(
                    Fault.STALE,
                    "%s by this run, which began at %s"
                            .formatted(file.shown(), Wording.moment(begun.get())),
                    found);
        }
        return around.isOver(written, fresh)
                ? faulty(
                        Fault.STALE,
                        "%s, at most %s old".formatted(file.shown(), Wording.duration(fresh)),
                        "%s, %s old"
                                .formatted(
                                        found,
                                        Wording.duration(Duration.between(written, around.now()))))
                : Optional.empty();
    }

    private static Optional<Diagnosis> faulty(Fault fault, String expected, String found) {
        return Optional.of(new Diagnosis.Faulty(fault, expected, found));
    }

    /// @param wanted files that are to come back
    /// @param some places of the source
    private record Sample(Map<Path, FileId> wanted, List<Path> some) {}

    /// An archive goes by once: which files are to come back is chosen from the source before.
    private Sample sample(Path live, ArchiveFile file, Scratch scratch)
            throws IOException, InterruptedException {
        var some = new ArrayList<Path>();
        var choice = new Choice(restore, scratch.largestFile(restore), ThreadLocalRandom.current());
        var itself =
                new Comparison(
                        live, new CopyFolder(live), excluded, new Gaps(live, "", _ -> false));
        itself.walk((below, id, _) -> {
            if (some.size() < SOME) {
                some.add(below);
            }
            if (id.ctimeNanos() <= file.id().mtimeNanos()) {
                choice.see(new Entry(below.toString(), id.size(), Gaps.moment(id.mtimeNanos())));
            }
        });
        var wanted = new HashMap<Path, FileId>();
        for (var entry : choice.chosen()) {
            var below = Path.of(entry.path());
            FileId.of(live.resolve(below)).ifPresent(id -> wanted.put(below, id));
        }
        return new Sample(wanted, some);
    }
}
