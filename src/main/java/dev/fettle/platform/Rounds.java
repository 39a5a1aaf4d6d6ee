package dev.fettle.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/// Something that is done over and over, in a thread of its own, until it is closed. A round that
/// fails is told, and the next one comes after a pause: a loop that an error ended would be missed
/// for good.
public final class Rounds implements AutoCloseable {
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

    private final Thread thread;
    private final Clock clock;
    private final Consumer<Throwable> trouble;
    private final Round round;
    private volatile boolean closed;

    /// One round; it does its own waiting.
    @FunctionalInterface
    public interface Round {
        void make() throws IOException, InterruptedException;
    }

    /// @param kind of thread, with its name: a virtual one unless the round blocks outside of Java
    public Rounds(Thread.Builder kind, Clock clock, Consumer<Throwable> trouble, Round round) {
        this.thread = kind.unstarted(this::makeAll);
        this.clock = clock;
        this.trouble = trouble;
        this.round = round;
    }

    public void start() {
        thread.start();
    }

    /// Interrupts the round that is being made; does not wait for its end.
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void makeAll() {
        while (!closed) {
            try {
                round.make();
            } catch (InterruptedException e) {
                return; // closed
            } catch (IOException | RuntimeException | LinkageError | InternalError e) {
                // Out of descriptors even a class may not be found; that too is over soon.
                if (!closed) {
                    trouble.accept(e);
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            clock.sleep(AFTER_TROUBLE);
        } catch (InterruptedException e) {
            closed = true;
        }
    }
}
