package dev.fettle.daemon;

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
    private final Consumer<Throwable> trouble;
    private final SteadyTime steadyTime;
    private final Thread thread;

    Housekeeping(Workshop workshop, Consumer<Throwable> trouble) {
        this.workshop = workshop;
        this.trouble = trouble;
        this.steadyTime = new SteadyTime(workshop.clock());
        this.thread = Thread.ofVirtual().name("housekeeping").unstarted(this::work);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void work() {
        try {
            workshop.clock().sleep(FIRST);
            while (true) {
                // A clock that was set to 2038 by mistake makes everything old: an hour for whoever
                // sets it right again.
                if (steadyTime.isSteady()) {
                    keep();
                }
                workshop.clock().sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep() {
        try {
            Upkeep.keep(workshop);
        } catch (IOException | RuntimeException e) {
            trouble.accept(e);
        }
    }
}
