package dev.fettle.check.backup;

import dev.fettle.notation.JsonReader;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// A repository of borg: which one it is, then what it holds ([Content]), then its bytes
/// ([BorgReading]): one after the other, since `check` wants the repository for itself.
///
/// @param restore how many files are restored
public record BorgBackup(
        String repository, Password password, Expectation expected, Verify verify, int restore)
        implements Backup {
    private static final String ID = "repository";

    @Override
    public String program() {
        return "borg";
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
            var id = identity(place, borg, around);
            var read = new BorgReading(borg, place, verify, around).read();
            if (read instanceof Diagnosis.Faulty) {
                return read;
            }
            var held = new Content(borg, expected, restore, around).look();
            var both = SideBySide.both(read, held).learning(read.learned());
            return both instanceof Diagnosis.Sound ? both.learning(Map.of(ID, id)) : both;
        } catch (Ended e) {
            return e.diagnosis();
        }
    }

    private static String identity(Repository place, Borg borg, Around around)
            throws IOException, InterruptedException, Ended {
        if (place.folder().isPresent()) {
            new LocalFolder(place, place.folder().get()).look();
        }
        var list = borg.answer(Borg.SHORT, "list", "--bypass-lock", "--json", "--last", "1");
        var id =
                JsonReader.object(list).get("repository") instanceof Map<?, ?> told
                        ? String.valueOf(told.get("id"))
                        : "";
        Identity.hold(ID, id, place, around);
        return id;
    }
}
