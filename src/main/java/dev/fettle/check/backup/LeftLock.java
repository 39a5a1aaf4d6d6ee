package dev.fettle.check.backup;

import dev.fettle.notation.Wording;
import dev.fettle.platform.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// Who holds a repository, by his own word.
///
/// @param host as the program calls it
/// @param process 0 where it is not known
record LeftLock(String host, long process, Instant since) {
    private static final Duration A_DAY = Duration.ofDays(1);

    /// Whether nobody needs it: no backup takes a day without a new lock, and the dead need none.
    boolean isLeft(Instant now) throws IOException {
        return Duration.between(since, now).compareTo(A_DAY) > 0 || isOfDead();
    }

    /// Whether its process was one of this machine and is no more.
    boolean isOfDead() throws IOException {
        var here = Machine.hostname();
        return process > 0
                && (host.equals(here) || host.startsWith(here + "."))
                && !Files.exists(Path.of("/proc/" + process));
    }

    /// @param command that takes it away
    String words(String command) throws IOException {
        var whose =
                process == 0
                        ? ""
                        : " by process %d of %s%s"
                                .formatted(process, host, isOfDead() ? ", which is no more" : "");
        return "a lock of %s was left there%s; it is taken away by: %s"
                .formatted(Wording.moment(since), whose, command);
    }
}
