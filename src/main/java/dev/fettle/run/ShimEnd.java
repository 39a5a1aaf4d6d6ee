package dev.fettle.run;

import dev.fettle.platform.Shim;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The end of a shim as something to wait for. The waiting itself is a blocking system call, so it
/// has a platform thread of its own and not the carrier of virtual ones.
final class ShimEnd {
    private static final ExecutorService WAITERS =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("shim-", 0).factory());

    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    private ShimEnd() {}

    static ShimEnd of(Path attemptFolder) {
        var end = new ShimEnd();
        WAITERS.execute(() -> {
            try {
                Shim.awaitEnd(attemptFolder);
                end.ended.complete(true);
            } catch (IOException | RuntimeException | LinkageError | InternalError e) {
                end.ended.completeExceptionally(e);
            }
        });
        return end;
    }

    boolean isThere() {
        return ended.isDone();
    }

    /// Whether the end came within that time.
    boolean within(Duration patience) throws IOException, InterruptedException {
        try {
            return ended.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IOException("cannot wait for the program", e.getCause());
        }
    }
}
