package dev.fettle.daemon;

import dev.fettle.platform.Rounds;
import dev.fettle.verb.Workshop;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/// Takes up unfinished runs that nobody carries on: at the start those of the daemon before, later
/// those of a verb that was killed, and those that an error dropped.
final class Recovery implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final Workshop workshop;
    private final Consumer<Throwable> trouble;
    private final Rounds rounds;

    Recovery(Workshop workshop, Consumer<Throwable> trouble) {
        this.workshop = workshop;
        this.trouble = trouble;
        this.rounds =
                new Rounds(
                        Thread.ofVirtual().name("recovery"),
                        workshop.clock(),
                        trouble,
                        this::recoverLater);
    }

    void start() throws IOException {
        recoverAll();
        rounds.start();
    }

    @Override
    public void close() {
        rounds.close();
    }

    private void recoverLater() throws IOException, InterruptedException {
        workshop.clock().sleep(LOOK_AGAIN);
        recoverAll();
    }

    /// Each in a thread of its own, and none of those that all share: a long run that is taken up
    /// holds up nothing else, nor does a dead mount.
    private void recoverAll() throws IOException {
        for (var automation : workshop.desk().unfinished()) {
            Thread.ofPlatform()
                    .daemon()
                    .name("recover-" + automation)
                    .start(() -> recover(automation));
        }
    }

    private void recover(String automation) {
        try {
            workshop.desk().recover(automation);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            trouble.accept(e);
        }
    }
}
