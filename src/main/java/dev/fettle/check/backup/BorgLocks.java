package dev.fettle.check.backup;

import dev.fettle.notation.JsonReader;
import dev.fettle.platform.FileId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Looks whether locks were left behind in a repository of this machine's folders: `lock.exclusive`
/// is a folder with a file named by its holder, `lock.roster` names those who share it. To be asked
/// before borg is: its `check` takes away those of dead processes of this machine by itself.
record BorgLocks(Repository place, Around around) {
    /// `host.example.org@1234567890.4711-0`
    private static final Pattern HOLDER = Pattern.compile("(.*)@[0-9]+\\.([0-9]{1,9})-[0-9]+");

    Optional<String> left() throws IOException {
        for (var lock : all()) {
            if (lock.isLeft(around.now())) {
                return Optional.of(lock.words("borg break-lock " + place.shown()));
            }
        }
        return Optional.empty();
    }

    /// What shows that somebody works there: a commit is named in the index's name.
    Undisturbed.Traces traces() throws IOException {
        if (place.here().isEmpty()) {
            return Undisturbed.Traces.NONE;
        }
        var names = place.here().get().names("");
        return new Undisturbed.Traces(
                names.stream()
                        .filter(name -> name.startsWith("index."))
                        .collect(Collectors.toSet()),
                all().stream().map(LeftLock::toString).collect(Collectors.toSet()));
    }

    List<LeftLock> all() throws IOException {
        var locks = new ArrayList<LeftLock>();
        if (place.here().isPresent()) {
            var folder = place.here().get();
            var since = since(folder.folder().resolve("lock.exclusive"));
            for (var name : folder.names("lock.exclusive")) {
                var holder = HOLDER.matcher(name);
                locks.add(
                        holder.matches()
                                ? new LeftLock(
                                        holder.group(1), Long.parseLong(holder.group(2)), since)
                                : new LeftLock("", 0, since));
            }
            locks.addAll(shared(folder.folder().resolve("lock.roster")));
        }
        return locks;
    }

    private static Instant since(Path file) throws IOException {
        return FileId.of(file).map(id -> Gaps.moment(id.mtimeNanos())).orElse(Instant.MAX);
    }

    /// `{"shared": [["host@1234567890", 4711, 0]]}`; whoever changes it holds the other lock.
    private static List<LeftLock> shared(Path roster) throws IOException {
        var locks = new ArrayList<LeftLock>();
        var since = since(roster);
        if (holders(roster) instanceof List<?> holders) {
            for (var holder : holders) {
                if (holder instanceof List<?> told
                        && told.size() > 1
                        && told.get(1) instanceof Long process) {
                    var host = String.valueOf(told.getFirst());
                    int at = host.indexOf('@');
                    locks.add(new LeftLock(at < 0 ? host : host.substring(0, at), process, since));
                }
            }
        }
        return locks;
    }

    private static @Nullable Object holders(Path roster) throws IOException {
        try {
            return JsonReader.object(Files.readString(roster)).get("shared");
        } catch (NoSuchFileException | JacksonException e) {
            return null; // there is none, or it is being written
        }
    }
}
