package dev.fettle.trigger;

import dev.fettle.automation.Automation;
import dev.fettle.history.Run;
import dev.fettle.notation.UserError;
import dev.fettle.platform.PathBytes;
import dev.fettle.platform.Silence;
import dev.fettle.run.Cancellation;
import dev.fettle.run.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Handles by hand what lies in a watched folder and is new or was set aside.
public final class ArrivedInputs {
    private static final int LARGEST_BATCH = 500;

    private final Automation automation;
    private final InputRunner runner;

    public ArrivedInputs(Automation automation, InputRunner runner) {
        this.automation = automation;
        this.runner = runner;
    }

    /// @param all also what waits since the first start
    public List<Run> handle(boolean all, boolean dry, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        var watch = automation.definition().watch().orElseThrow();
        var silence = Silence.within(watch.folder(), watch.depth());
        if (silence.isPresent()) {
            throw new UserError(silence.get().words());
        }
        var inbox = new Inbox(watch);
        if (!inbox.isThere()) {
            throw new UserError(
                    "the watched folder is missing: " + PathBytes.shown(watch.folder()));
        }
        var files = inbox.contents().files().stream().map(Inbox.Lying::path).sorted().toList();
        var wanted = all ? Newness.Wanted.ALL : Newness.Wanted.NEW_AND_SET_ASIDE;
        var runs = new ArrayList<Run>();
        for (var group : groups(files)) {
            if (cancellation.isWanted()) {
                break;
            }
            var came = runner.run(automation, group, wanted, dry, progress, cancellation);
            if (came instanceof InputRunner.Came.Ran(var run, boolean _)) {
                runs.add(run);
            }
        }
        return runs;
    }

    private List<List<Path>> groups(List<Path> files) {
        if (automation.definition().perFile()) {
            return files.stream().map(List::of).toList();
        }
        var groups = new ArrayList<List<Path>>();
        for (int from = 0; from < files.size(); from += LARGEST_BATCH) {
            groups.add(files.subList(from, Math.min(files.size(), from + LARGEST_BATCH)));
        }
        return groups;
    }
}
