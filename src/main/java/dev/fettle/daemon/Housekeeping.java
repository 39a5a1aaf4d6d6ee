package dev.fettle.daemon;

import dev.fettle.platform.Apart;
import dev.fettle.platform.Rounds;
import dev.fettle.verb.Upkeep;
import dev.fettle.verb.Workshop;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/// Now and then lets go of what is kept no longer: versions, logs, history. At its own pace, never
/// in the path of a run.
final class Housekeeping implements AutoCloseable {
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofHours(1);

    private final Workshop workshop;
    private final SteadyTime steadyTime;
    private final Rounds rounds;
    private Duration pause = FIRST;

    Housekeeping(Workshop workshop, Consumer<Throwable> trouble) {
        this.workshop = workshop;
        this.steadyTime = new SteadyTime(workshop.clock());
        this.rounds =
                new Rounds(
                        Thread.ofVirtual().name("housekeeping"),
                        workshop.clock(),
                        trouble,
                        this::keep);
    }

    void start() {
        rounds.start();
    }

    @Override
    public void close() {
        rounds.close();
    }

    private void keep() throws IOException, InterruptedException {
        workshop.clock().sleep(pause);
        pause = PAUSE;
        // A clock that was set to 2038 by mistake makes everything old: an hour for whoever sets it
        // right again.
        if (steadyTime.isSteady()) {
            Apart.always(() -> Upkeep.keep(workshop));
        }
    }
}
