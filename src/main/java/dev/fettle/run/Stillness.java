package dev.fettle.run;

import dev.fettle.platform.Clock;
import dev.fettle.platform.FileId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Waits for files that somebody keeps writing to.
final class Stillness {
    private static final Duration STILL = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Clock clock;

    Stillness(Clock clock) {
        this.clock = clock;
    }

    /// Waits until none of them has changed for 10 s.
    ///
    /// @return false where that did not come within an hour, or the run was cancelled meanwhile
    boolean await(List<Path> files, Cancellation cancellation)
            throws IOException, InterruptedException {
        long start = clock.nanos();
        long stillSince = start;
        var last = look(files);
        while (clock.nanos() - start < LONGEST.toNanos() && !cancellation.isWanted()) {
            if (clock.nanos() - stillSince >= STILL.toNanos()) {
                return true;
            }
            clock.sleep(LOOK);
            var now = look(files);
            if (!now.equals(last)) {
                last = now;
                stillSince = clock.nanos();
            }
        }
        return false;
    }

    private static List<Optional<FileId>> look(List<Path> files) throws IOException {
        var looks = new ArrayList<Optional<FileId>>();
        for (var file : files) {
            looks.add(FileId.following(file));
        }
        return looks;
    }
}
