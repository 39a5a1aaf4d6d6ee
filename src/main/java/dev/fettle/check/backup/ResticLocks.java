package dev.fettle.check.backup;

import dev.fettle.notation.JsonReader;
import dev.fettle.platform.FileId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Looks whether locks were left behind in a repository of this machine's folders. Restic makes a
/// new one every five minutes, so that the file's time is the lock's.
record ResticLocks(Restic restic, Repository place, Around around) {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MOST = 5;

    Optional<String> left() throws IOException, InterruptedException {
        if (place.here().isEmpty()) {
            return Optional.empty();
        }
        var folder = place.here().get();
        for (var name : folder.names("locks").stream().limit(MOST).toList()) {
            var file = folder.folder().resolve("locks").resolve(name);
            var there = FileId.of(file);
            if (there.isPresent()) {
                var lock = lock(file, Gaps.moment(there.get().mtimeNanos()));
                if (lock.isLeft(around.now())) {
                    return Optional.of(lock.words("restic -r " + place.shown() + " unlock"));
                }
            }
        }
        return Optional.empty();
    }

    /// Only restic can read what stands in it.
    private LeftLock lock(Path file, Instant since) throws IOException, InterruptedException {
        var answer = restic.ask(LIMIT, "cat", "lock", String.valueOf(file.getFileName()));
        if (answer.exit() != 0 || answer.tookTooLong()) {
            return new LeftLock("", 0, since);
        }
        var told = JsonReader.object(answer.output());
        return new LeftLock(
                String.valueOf(told.get("hostname")),
                told.get("pid") instanceof Long pid ? pid : 0,
                since);
    }
}
