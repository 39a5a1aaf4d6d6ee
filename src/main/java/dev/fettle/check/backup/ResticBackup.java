package dev.fettle.check.backup;

import dev.fettle.notation.JsonReader;
import dev.fettle.platform.Hash;
import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// A repository of restic: which one it is, then side by side its bytes ([ResticReading]) and what
/// it holds ([Content]).
///
/// @param restore how many files are restored
public record ResticBackup(
        String repository, Password password, Expectation expected, Verify verify, int restore)
        implements Backup {
    static final Duration SHORT = Duration.ofMinutes(2);

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

    @Override
    public Diagnosis examine(Around around) throws IOException, InterruptedException {
        var place = ResticAddress.of(repository, around);
        return Undisturbed.of(place, () -> traces(place), () -> look(place, around));
    }

    private static Undisturbed.Traces traces(Repository place) throws IOException {
        if (place.here().isEmpty()) {
            return Undisturbed.Traces.NONE;
        }
        var folder = place.here().get();
        return new Undisturbed.Traces(folder.names("index"), folder.names("locks"));
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
            return identity(place, new Restic(place, password, around), around).alone(place);
        } catch (Ended e) {
            return e.diagnosis();
        }
    }

    /// By the repository's own id: asking for it costs a derivation of the key, and a folder whose
    /// `config` has the bytes that it had is the one that it was.
    private static Identity identity(Repository place, Restic restic, Around around)
            throws IOException, InterruptedException, Ended {
        requireFolder(place, around);
        var mark = place.here().flatMap(LocalFolder::mark).map(bytes -> Hash.sha256(bytes).hex());
        var known = mark.flatMap(text -> Identity.bearing(text, around));
        var id = known.isPresent() ? known.get() : told(restic);
        return Identity.hold(id, place, around).bearing(mark);
    }

    private static void requireFolder(Repository place, Around around) throws IOException, Ended {
        if (place.here().isPresent()) {
            var folder = place.here().get();
            folder.look(around);
            if (folder.isEmpty("keys")) {
                throw new Ended(
                        Diagnosis.damaged(place, "the folder keys is empty: nothing opens it"));
            }
        }
    }

    private static String told(Restic restic) throws IOException, InterruptedException, Ended {
        var config = restic.answer(SHORT, "cat", "config");
        return String.valueOf(JsonReader.object(config).get("id"));
    }
}
