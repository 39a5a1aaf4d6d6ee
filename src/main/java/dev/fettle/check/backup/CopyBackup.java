package dev.fettle.check.backup;

import dev.fettle.notation.Wording;
import dev.fettle.platform.PathBytes;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A plain copy, as `rsync` or `cp` makes one: what the source has now against what lies there,
/// first names and sizes, then bytes, then files that are copied back.
///
/// @param restore how many files are copied back
public record CopyBackup(
        String source, String copy, Exclusion excluded, Duration fresh, Verify verify, int restore)
        implements Backup {

    static final String PROVED = "proved"; // `status` asks for it by this name

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
        return "rsync " + copy;
    }

    @Override
    public Diagnosis examine(Around around) throws IOException, InterruptedException {
        try (var scratch = Scratch.in(around.scratch())) {
            var live = Folders.source(around.place(source));
            var kept = CopyFolder.of(live, around.place(copy));
            return look(live, kept, scratch, around, Folders.identity(kept.folder(), around));
        } catch (Ended e) {
            return e.diagnosis();
        } catch (AccessDeniedException e) {
            return new Diagnosis.Unmade("refused", e.getFile() + ": permission denied");
        }
    }

    /// What a look without reading finds. The copy may be made anew by the run that it is asked
    /// for: its disk alone has to be there.
    @Override
    public Diagnosis identify(Around around) throws IOException {
        try {
            var live = Folders.source(around.place(source));
            var stated = around.place(copy);
            var there =
                    Identity.isOpen(around)
                            ? CopyFolder.of(live, stated).folder()
                            : Folders.nearest(stated);
            return Folders.identity(there, around).alone(Folders.place(there));
        } catch (Ended e) {
            return e.diagnosis();
        }
    }

    private Diagnosis look(
            Path live, CopyFolder kept, Scratch scratch, Around around, Identity identity)
            throws IOException, InterruptedException {
        try {
            return identity.kept(look(live, kept, scratch, around));
        } catch (Ended e) {
            return identity.kept(e.diagnosis());
        }
    }

    private Diagnosis look(Path live, CopyFolder kept, Scratch scratch, Around around)
            throws IOException, InterruptedException, Ended {
        var gaps = new Gaps(live, kept.shown(), since -> around.isOver(since, fresh));
        var comparison = new Comparison(live, kept, excluded, gaps);
        var drill = new CopyDrill(live, kept, scratch, restore);
        comparison.walk((below, id, is) -> drill.see(below, id, !comparison.wasChanged(id, is)));
        var shrinkage = new Shrinkage(live.toString(), around.known(), around.now());
        end(comparison, gaps, live);
        var extent = comparison.extent();
        Ended.where(shrinkage.fault(extent));
        var plan =
                ReadingPlan.of(
                        verify,
                        Folders.isLocal(kept.folder())
                                ? Optional.of(extent.bytes())
                                : Optional.empty(),
                        around.known(),
                        around.now());
        read(plan, live, kept, gaps);
        Ended.where(gaps.fault());
        int restored = drill.make();
        var learned = new HashMap<>(shrinkage.learned(extent));
        learned.putAll(plan.learned(around.now()));
        if (restored > 0) {
            learned.put(PROVED, around.now().toString());
        }
        return sound(extent, gaps, restored, plan, learned);
    }

    static Diagnosis sound(
            Extent extent, Gaps gaps, int restored, ReadingPlan plan, Map<String, String> learned) {
        return new Diagnosis.Sound(
                "%s as they are in the source%s; %s restored and compared; %s"
                        .formatted(
                                extent,
                                gaps.words(),
                                Wording.count(restored, "file"),
                                plan.words()),
                Optional.empty(),
                learned);
    }

    /// Where the copy has nothing of the source, it is of something else.
    static void end(Comparison comparison, Gaps gaps, Path live) throws Ended {
        var fault = gaps.fault();
        if (fault.isPresent() && comparison.isOfSomethingElse()) {
            throw new Ended(
                    new Diagnosis.Faulty(
                            Fault.FOLDER_MISSING,
                            "%s with the files of %s".formatted(gaps.copy(), PathBytes.shown(live)),
                            "none of them is in it"));
        }
        Ended.where(fault);
    }

    private void read(ReadingPlan plan, Path live, CopyFolder kept, Gaps gaps)
            throws IOException, InterruptedException {
        if (plan instanceof ReadingPlan.Structure) {
            return;
        }
        var bytes = new SameBytes();
        var again = new Comparison(live, kept, excluded, new Gaps(live, "", _ -> false));
        again.walk((below, id, is) -> {
            if (Share.isIn(plan, below)) {
                var file = kept.folder().resolve(below);
                var found = bytes.difference(live.resolve(below), id, file);
                if (found.isPresent() && again.wasChanged(id, is)) {
                    gaps.changed(below, id.ctimeNanos());
                } else if (found.isPresent()) {
                    gaps.damaged(below, found.get());
                }
            }
        });
    }
}
