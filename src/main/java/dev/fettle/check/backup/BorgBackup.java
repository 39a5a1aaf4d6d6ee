package dev.fettle.check.backup;

import dev.fettle.notation.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A repository of borg: which one it is, then side by side its bytes ([BorgReading]) and what it
/// holds ([Content]).
///
/// Where somebody works there, nothing is asked past his lock: at his commit borg would take him
/// for dead and make the index in his place, and he would fail (borgbackup issue 6331). `check`
/// waits for his end, and all else comes after it.
///
/// @param restore how many files are restored
public record BorgBackup(
        String repository, Password password, Expectation expected, Verify verify, int restore)
        implements Backup {
    private static final Pattern ID = Pattern.compile("(?m)^id = ([0-9a-f]{64})$");

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
        var locks = new BorgLocks(place, around);
        return Undisturbed.of(place, locks::traces, () -> look(place, locks, around));
    }

    private Diagnosis look(Repository place, BorgLocks locks, Around around)
            throws IOException, InterruptedException {
        try (var notes = Scratch.in(around.scratch())) {
            var borg = new Borg(place, password, around, notes);
            var identity = Identity.hold(id(place, borg, around), place, around);
            var own = identity.own(around);
            var left = locks.left();
            var reading = new BorgReading(borg, place, verify, own);
            var content = new Content(new BorgArchives(borg), expected, restore, own);
            var found =
                    InTurn.of(
                            around.turns(),
                            identity.id(),
                            () ->
                                    locks.all().isEmpty()
                                            ? SideBySide.of(reading::read, () -> twice(content))
                                            : oneByOne(reading, content));
            return identity.kept(
                    found instanceof Diagnosis.Sound sound ? sound.warned(left) : found);
        } catch (Ended e) {
            return e.diagnosis();
        }
    }

    /// `check` exchanges the file `config` and overwrites the old one: whoever has just opened that
    /// reads nonsense.
    private static Diagnosis twice(Content content) throws IOException, InterruptedException {
        var found = content.look();
        return found instanceof Diagnosis.Sound ? found : content.look();
    }

    private static Diagnosis oneByOne(BorgReading reading, Content content)
            throws IOException, InterruptedException {
        var read = reading.read();
        return read instanceof Diagnosis.Sound
                ? SideBySide.both(read, content.look()).learning(read.learned())
                : read;
    }

    @Override
    public Diagnosis identify(Around around) throws IOException, InterruptedException {
        var place = BorgAddress.of(repository, around);
        try (var notes = Scratch.in(around.scratch())) {
            var id = id(place, new Borg(place, password, around, notes), around);
            return Identity.hold(id, place, around).alone(place);
        } catch (Ended e) {
            return e.diagnosis();
        }
    }

    /// Of a folder here its `config` tells it; what is to be taken for the right one has to open,
    /// too.
    private static String id(Repository place, Borg borg, Around around)
            throws IOException, InterruptedException, Ended {
        if (place.here().isPresent()) {
            place.here().get().look(around);
        }
        var id =
                place.here()
                        .flatMap(LocalFolder::mark)
                        .map(bytes -> ID.matcher(new String(bytes, StandardCharsets.ISO_8859_1)))
                        .filter(Matcher::find)
                        .map(found -> found.group(1));
        return id.isPresent() && !Identity.isOpen(around) ? id.get() : told(borg);
    }

    private static String told(Borg borg) throws IOException, InterruptedException, Ended {
        return JsonReader.object(borg.list("--last", "1")).get("repository")
                        instanceof Map<?, ?> told
                ? String.valueOf(told.get("id"))
                : "";
    }
}
