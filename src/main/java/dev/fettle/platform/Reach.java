package dev.fettle.platform;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Whether somebody takes connections at a port of a host. One look serves all who ask while it
/// lasts, and nobody afterwards: who asks after a failure wants to know how things are now.
///
/// Each look has a thread of the system's own: whoever asks for an address by its name hangs in the
/// C library for as long as the name servers are silent, half a minute and more. The look is then
/// left alone, and no second one is started before it has ended.
public final class Reach {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /// For each of its addresses.
    private static final Duration TO_CONNECT = Duration.ofSeconds(3);

    private static final Clock CLOCK = Clock.system();
    private static final Map<Port, Reach> LOOKS = new ConcurrentHashMap<>();

    private record Port(String host, int number) {}

    private final long begun = CLOCK.nanos();
    private final CompletableFuture<Optional<String>> found = new CompletableFuture<>();

    private Reach() {}

    /// Begins to look, and does not wait.
    public static Reach of(String host, int number) {
        return LOOKS.computeIfAbsent(
                new Port(host, number),
                port -> {
                    var look = new Reach();
                    Thread.ofPlatform().daemon().name("reach").start(() -> look.lookAt(port));
                    return look;
                });
    }

    /// Why nobody is reached; empty where somebody is. Waits 5 s at most since it began.
    public Optional<String> trouble() throws IOException {
        try {
            long left = Math.max(0, begun + LIMIT.toNanos() - CLOCK.nanos());
            return found.get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Optional.of("no answer within %d s".formatted(LIMIT.toSeconds()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a host");
        } catch (ExecutionException e) {
            throw new IOException("a host could not be looked for", e.getCause());
        }
    }

    private void lookAt(Port port) {
        try {
            var trouble = connected(port);
            LOOKS.remove(port); // before anybody hears of it and asks anew
            found.complete(trouble);
        } catch (RuntimeException | LinkageError | InternalError e) {
            LOOKS.remove(port);
            found.completeExceptionally(e);
        }
    }

    private static Optional<String> connected(Port port) {
        var last = Optional.of("it has no address");
        try {
            for (var address : InetAddress.getAllByName(port.host())) {
                last = connected(new InetSocketAddress(address, port.number()));
                if (last.isEmpty()) {
                    break;
                }
            }
            return last;
        } catch (UnknownHostException e) {
            return Optional.of("its name is not known");
        }
    }

    private static Optional<String> connected(InetSocketAddress address) {
        try (var socket = new Socket()) {
            socket.connect(address, Math.toIntExact(TO_CONNECT.toMillis()));
            return Optional.empty();
        } catch (SocketTimeoutException e) {
            return Optional.of("no answer within %d s".formatted(TO_CONNECT.toSeconds()));
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
