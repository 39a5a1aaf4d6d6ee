package dev.fettle.verb;

import dev.fettle.history.Run;
import dev.fettle.run.Cancellation;
import java.io.IOException;
import java.time.Duration;

/// Waits for a run whose daemon died: adopts it where nobody else does, and answers how it ended.
public final class WaitVerb {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Workshop workshop;

    public WaitVerb(Workshop workshop) {
        this.workshop = workshop;
    }

    public RunView answer(String id, Cancellation cancellation)
            throws IOException, InterruptedException {
        Run run = workshop.runs().find(id);
        while (!run.isFinished() && !cancellation.isWanted()) {
            workshop.desk().recover(run.automation());
            run = workshop.runs().find(id);
            if (!run.isFinished()) {
                workshop.clock().sleep(LOOK_AGAIN);
            }
        }
        return RunView.of(workshop, run);
    }
}
