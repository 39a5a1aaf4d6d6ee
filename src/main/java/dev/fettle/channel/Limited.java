package dev.fettle.channel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Work that is given up at a limit. A server may accept and never answer, or answer a byte a
/// minute: limits of single steps do not bound the whole.
final class Limited {
    /// Much longer than a resolver waits for a server that is away.
    private static final Duration NAME_LIMIT = Duration.ofSeconds(20);

    private Limited() {}

    /// Carries it out in a virtual thread, whose sockets are closed when it is given up.
    static <T> T call(Duration limit, Callable<T> work) throws Exception {
        return within(limit, Thread.ofVirtual().name("sending"), work);
    }

    /// Finds out whether a host's name is known. Looking it up blocks in the C library, which would
    /// keep a virtual thread's carrier; what was found is kept for the connection that follows.
    static void requireHost(String host) throws Exception {
        within(
                NAME_LIMIT,
                Thread.ofPlatform().daemon().name("name"),
                () -> {
                    try {
                        return InetAddress.getByName(host);
                    } catch (UnknownHostException e) {
                        throw new UnknownHostException("no such host is known: " + host);
                    }
                });
    }

    private static <T> T within(Duration limit, Thread.Builder kind, Callable<T> work)
            throws Exception {
        var task = new FutureTask<T>(work);
        kind.start(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new TimeoutException("no answer within " + limit.toSeconds() + " s");
        } catch (InterruptedException e) {
            task.cancel(true);
            throw e;
        }
    }
}
