package dev.fettle.run;

import dev.fettle.history.RunId;
import dev.fettle.platform.Clock;
import dev.fettle.platform.Shim;
import dev.fettle.platform.ShimState;
import dev.fettle.platform.TreeWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The processes of one attempt: looked at while it works, ended where it must end. The shim's pid
/// is known only once it has written it down.
final class TreeSight {
    private final byte[] cookie;
    private final Path attemptFolder;
    private final RunId run;
    private final RunGroups groups;
    private @Nullable TreeWatch watch;

    TreeSight(byte[] cookie, Path attemptFolder, RunId run, RunGroups groups) {
        this.cookie = cookie;
        this.attemptFolder = attemptFolder;
        this.run = run;
        this.groups = groups;
    }

    void look() throws IOException {
        watch().look();
    }

    /// TERM to all of them but the shim, KILL after `grace`; the shim then writes the end down.
    void end(Duration grace, Clock clock, ShimEnd shim) throws IOException, InterruptedException {
        watch().end(grace, clock, shim::isThere);
        shim.within(Duration.ofSeconds(5));
    }

    private TreeWatch watch() throws IOException {
        if (watch == null) {
            long pid = Shim.look(attemptFolder) instanceof ShimState.Working(long p) ? p : 0;
            watch = new TreeWatch(cookie, pid, groups.of(run, pid));
        }
        return watch;
    }
}
