package dev.fettle.verb;

import dev.fettle.history.LogRetention;
import dev.fettle.history.Run;
import dev.fettle.notation.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPInputStream;

/// `fettle log`: a run's output, as far as it is there, or until the run has ended.
public final class LogVerb {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Workshop workshop;

    public LogVerb(Workshop workshop) {
        this.workshop = workshop;
    }

    public void copy(String nameOrRun, boolean follow, OutputStream out)
            throws IOException, InterruptedException {
        var run = run(nameOrRun);
        var log = LogRetention.find(run.log());
        if (log.toString().endsWith(".gz")) {
            try (var in = new GZIPInputStream(Files.newInputStream(log))) {
                in.transferTo(out);
            }
            return;
        }
        long copied = copyFrom(log, 0, out);
        while (follow && !run.isFinished()) {
            workshop.clock().sleep(LOOK_AGAIN);
            run = workshop.runs().get(run.seq()).orElseThrow();
            copied += copyFrom(log, copied, out);
        }
    }

    private Run run(String nameOrRun) throws IOException {
        var newest = workshop.runs().newest(nameOrRun, 1);
        if (!newest.isEmpty()) {
            return newest.getFirst();
        }
        var byId = workshop.runs().maybe(nameOrRun);
        if (byId.isPresent()) {
            return byId.get();
        }
        boolean isAutomation =
                workshop.home().automations().stream().anyMatch(r -> r.name().equals(nameOrRun));
        if (isAutomation) {
            throw new UserError(nameOrRun + " has not run yet");
        }
        return workshop.runs().find(nameOrRun);
    }

    private static long copyFrom(Path log, long from, OutputStream out) throws IOException {
        if (!Files.exists(log)) {
            return 0;
        }
        try (var in = Files.newInputStream(log)) {
            in.skipNBytes(Math.min(from, Files.size(log)));
            long copied = in.transferTo(out);
            out.flush();
            return copied;
        }
    }
}
