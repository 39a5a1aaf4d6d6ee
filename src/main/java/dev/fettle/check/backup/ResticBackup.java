package dev.fettle.check.backup;

import dev.fettle.notation.JsonReader;
import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A repository of restic: which one it is, then side by side its bytes ([ResticReading]) and what
/// it holds ([Content]).
///
/// @param restore how many files are restored
public record ResticBackup(
        String repository, Password password, Expectation expected, Verify verify, int restore)
        implements Backup {
    static final Duration SHORT = Duration.ofMinutes(2);

    private static final int LOOKS = 3;

    @Override
    public List<String> programs() {
        return List.of("restic");
    }

    @Override
    public boolean isRepository() {
        return true;
    }

    @Override
    public Optional<String> secret() {
        return password.secret();
    }

    @Override
    public List<String> sources() {
        return expected.sources().stream().map(Source::inside).toList();
    }

    @Override
    public String subject() {
        return "restic " + new Repository(repository, Optional.empty()).shown();
    }

    /// Damage that was seen while somebody worked there is looked at again before it is believed: a
    /// `prune` takes packs away that an older index still names.
    @Override
    public Diagnosis examine(Around around) throws IOException, InterruptedException {
        var place = ResticAddress.of(repository, around);
        for (int look = 1; ; look++) {
            var before = Traces.of(place);
            var found = look(place, around);
            if (!isDamage(found)) {
                return found;
            }
            var after = Traces.of(place);
            boolean isStill = after.equals(before);
            if (isStill && (look == LOOKS || !after.isLocked())) {
                return found;
            }
            if (look == LOOKS) {
                return new Diagnosis.Unmade(
                        "locked",
                        "%s was changed by somebody at each of %d looks"
                                .formatted(place.shown(), LOOKS));
            }
        }
    }

    private static boolean isDamage(Diagnosis found) {
        return found instanceof Diagnosis.Faulty(var fault, _, _, _) && fault == Fault.DAMAGED;
    }

    /// What shows that somebody works there, or did meanwhile.
    private record Traces(Set<String> index, Set<String> locks) {
        static Traces of(Repository place) throws IOException {
            if (place.folder().isEmpty()) {
                return new Traces(Set.of(), Set.of());
            }
            var folder = new LocalFolder(place, place.folder().get());
            return new Traces(
                    new HashSet<>(folder.names("index")), new HashSet<>(folder.names("locks")));
        }

        boolean isLocked() {
            return !locks.isEmpty();
        }
    }

    private Diagnosis look(Repository place, Around around)
            throws IOException, InterruptedException {
        try {
            var restic = new Restic(place, password, around);
            var identity = identity(place, restic, around);
            var own = identity.own(around);
            var reading = new ResticReading(restic, place, verify, own, new BitSet());
            var content = new Content(restic, expected, restore, own);
            var found =
                    InTurn.of(
                            around.turns(),
                            identity.id(),
                            () -> SideBySide.of(reading::read, content::look));
            return identity.kept(
                    found instanceof Diagnosis.Sound sound
                            ? sound.warned(new ResticLocks(restic, place, around).left())
                            : found);
        } catch (Ended e) {
            return e.diagnosis();
        }
    }

    @Override
    public Diagnosis identify(Around around) throws IOException, InterruptedException {
        var place = ResticAddress.of(repository, around);
        try {
            var restic = new Restic(place, password, around);
            return identity(place, restic, around).alone(place);
        } catch (Ended e) {
            return e.diagnosis();
        }
    }

    /// By the repository's own id, which is the one that it had.
    private static Identity identity(Repository place, Restic restic, Around around)
            throws IOException, InterruptedException, Ended {
        if (place.folder().isPresent()) {
            var folder = new LocalFolder(place, place.folder().get());
            folder.look(around);
            if (folder.names("keys").isEmpty()) {
                throw new Ended(
                        Diagnosis.damaged(place, "the folder keys is empty: nothing opens it"));
            }
        }
        var config = restic.answer(SHORT, "cat", "config");
        var id = String.valueOf(JsonReader.object(config).get("id"));
        return Identity.hold(id, place, around);
    }
}
