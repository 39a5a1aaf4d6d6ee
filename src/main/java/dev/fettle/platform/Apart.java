package dev.fettle.platform;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/// Work on a mount that may die is done on a thread of the system's own. A virtual thread that
/// hangs in the kernel keeps its carrier, and a machine has as many of those as cores: two dead
/// folders would stop everything.
public final class Apart {
    private Apart() {}

    /// Makes a round here, or apart where one of these places lies on a mount that may die.
    /// Interrupted, it passes that on and does not wait.
    public static void make(Collection<Path> places, Rounds.Round round)
            throws IOException, InterruptedException {
        from(places, done(round));
    }

    /// The same for a round that may lead anywhere.
    public static void always(Rounds.Round round) throws IOException, InterruptedException {
        apart(done(round));
    }

    /// The same, and waits for no longer than `patience`. What goes wrong is told to `trouble`, be
    /// it later.
    public static void forAtMost(Duration patience, Consumer<Throwable> trouble, Rounds.Round round)
            throws InterruptedException {
        var thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("apart")
                        .start(() -> {
                            try {
                                round.make();
                            } catch (IOException
                                    | InterruptedException
                                    | RuntimeException
                                    | LinkageError
                                    | InternalError e) {
                                trouble.accept(e);
                            }
                        });
        thread.join(patience);
    }

    /// The same for work that comes to something, asked for by who cannot be interrupted.
    public static <T> T answer(Work<T> work) throws IOException {
        try {
            return apart(work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for an answer");
        }
    }

    /// Some work that comes to something.
    @FunctionalInterface
    public interface Work<T> {
        T done() throws IOException, InterruptedException;
    }

    /// As [#make] does.
    public static <T> T from(Collection<Path> places, Work<T> work)
            throws IOException, InterruptedException {
        if (Thread.currentThread().isVirtual()) {
            for (var place : places) {
                if (Silence.isPossible(place)) {
                    return apart(work);
                }
            }
        }
        return work.done();
    }

    private static Work<Boolean> done(Rounds.Round round) {
        return () -> {
            round.make();
            return true;
        };
    }

    private static <T> T apart(Work<T> work) throws IOException, InterruptedException {
        var task = new FutureTask<T>(work::done);
        Thread.ofPlatform().daemon().name("apart").start(task);
        try {
            return task.get();
        } catch (InterruptedException e) {
            task.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException denied -> throw denied;
                case InterruptedException interrupted -> throw interrupted;
                case RuntimeException wrong -> throw wrong;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
