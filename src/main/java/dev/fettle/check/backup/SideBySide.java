package dev.fettle.check.backup;

import java.io.IOException;
import java.util.HashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Two looks at once, since each waits for the other's disk, network or key derivation. Where the
/// first proves damage, the second is broken off: restoring from a damaged repository takes
/// minutes.
final class SideBySide {
    private SideBySide() {}

    @FunctionalInterface
    interface Look {
        Diagnosis make() throws IOException, InterruptedException;
    }

    /// What both come to together; all that either learned.
    static Diagnosis of(Look first, Look second) throws IOException, InterruptedException {
        var task = new FutureTask<>(second::make);
        var thread = Thread.ofPlatform().daemon().name("check content").start(task);
        try {
            var one = first.make();
            if (one instanceof Diagnosis.Faulty) {
                return one;
            }
            var other = task.get();
            var learned = new HashMap<>(one.learned());
            learned.putAll(other.learned());
            return both(one, other).learning(learned);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException denied) {
                throw denied;
            }
            throw new IllegalStateException("a look at a backup failed", e.getCause());
        } finally {
            task.cancel(true);
            thread.interrupt();
            thread.join();
        }
    }

    /// What two looks come to together; what was learned is that of the second.
    static Diagnosis both(Diagnosis one, Diagnosis other) {
        return one instanceof Diagnosis.Sound(var read, var warning, _)
                        && other instanceof Diagnosis.Sound(var held, var another, _)
                ? new Diagnosis.Sound(
                        held + "; " + read, warning.or(() -> another), other.learned())
                : Diagnosis.worse(one, other);
    }
}
