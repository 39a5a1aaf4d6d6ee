package dev.fettle.check.backup;

import dev.fettle.notation.JsonReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A repository of borg: which one it is, then what it holds ([Content]), then its bytes
/// ([BorgReading]): one after the other, since `check` wants the repository for itself.
///
/// @param restore how many files are restored
public record BorgBackup(
        String repository, Password password, Expectation expected, Verify verify, int restore)
        implements Backup {
    @Override
    public List<String> programs() {
        return List.of("borg");
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
        return "borg " + new Repository(repository, Optional.empty()).shown();
    }

    @Override
    public Diagnosis examine(Around around) throws IOException, InterruptedException {
        var place = BorgAddress.of(repository, around);
        try (var notes = Scratch.in(around.scratch())) {
            var borg = new Borg(place, password, around, notes);
            var identity = identity(place, borg, around);
            var own = identity.own(around);
            var left = new BorgLocks(place, around).left();
            var reading = new BorgReading(borg, place, verify, own);
            var read = InTurn.of(around.turns(), identity.id(), reading::read);
            if (read instanceof Diagnosis.Faulty) {
                return identity.kept(read);
            }
            var held = new Content(borg, expected, restore, own).look();
            var both = SideBySide.both(read, held).learning(read.learned());
            return identity.kept(both instanceof Diagnosis.Sound sound ? sound.warned(left) : both);
        } catch (Ended e) {
            return e.diagnosis();
        }
    }

    @Override
    public Diagnosis identify(Around around) throws IOException, InterruptedException {
        var place = BorgAddress.of(repository, around);
        try (var notes = Scratch.in(around.scratch())) {
            return identity(place, new Borg(place, password, around, notes), around).alone(place);
        } catch (Ended e) {
            return e.diagnosis();
        }
    }

    private static Identity identity(Repository place, Borg borg, Around around)
            throws IOException, InterruptedException, Ended {
        if (place.folder().isPresent()) {
            new LocalFolder(place, place.folder().get()).look(around);
        }
        var list = borg.answer(Borg.SHORT, "list", "--bypass-lock", "--json", "--last", "1");
        var id =
                JsonReader.object(list).get("repository") instanceof Map<?, ?> told
                        ? String.valueOf(told.get("id"))
                        : "";
        return Identity.hold(id, place, around);
    }
}
