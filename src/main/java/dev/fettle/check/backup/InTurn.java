package dev.fettle.check.backup;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A look at a repository that makes room for whoever wants to write there, and goes on after him.
final class InTurn {
    private static final long LOOK_MILLIS = 200;

    private InTurn() {}

    /// A look that can be made again, and need not read again what it has read.
    @FunctionalInterface
    interface Look {
        Diagnosis make() throws IOException, InterruptedException, Ended;
    }

    static Diagnosis of(Turns turns, String repository, Look look)
            throws IOException, InterruptedException, Ended {
        while (true) {
            try (var turn = turns.look(repository)) {
                var found = unlessWanted(turn, look);
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
    }

    /// Empty where it was broken off.
    private static Optional<Diagnosis> unlessWanted(Turns.Turn turn, Look look)
            throws IOException, InterruptedException, Ended {
        var task = new FutureTask<>(look::make);
        var thread = Thread.ofPlatform().daemon().name("check in turn").start(task);
        try {
            while (!turn.isWanted()) {
                var found = soon(task);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException denied -> throw denied;
                case Ended ended -> throw ended;
                case null, default ->
                        throw new IllegalStateException("a look at a backup failed", e.getCause());
            }
        } finally {
            thread.interrupt();
            thread.join();
        }
    }

    private static Optional<Diagnosis> soon(FutureTask<Diagnosis> task)
            throws InterruptedException, ExecutionException {
        try {
            return Optional.of(task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        }
    }
}
