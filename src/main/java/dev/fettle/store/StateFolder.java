package dev.fettle.store;

import dev.fettle.notation.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Where one home's state lies. Everything in it is private (0700 and 0600).
public record StateFolder(Path root) {
    private static final int LONGEST_SOCKET_PATH = 107;

    public Path database() {
        return root.resolve("fettle.db");
    }

    /// Folders of unfinished runs. `v1` is the version of their format: a newer Fettle adopts what
    /// an older one started.
    public Path runs() {
        return root.resolve("runs/v1");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path locks() {
        return root.resolve("locks");
    }

    /// Held by `fettle up` for as long as it lives.
    public Path daemonLock() {
        return root.resolve("daemon.lock");
    }

    /// Where verbs reach the daemon: here, or in the user's runtime folder where a socket's path
    /// would be too long for the kernel.
    public Path socket() {
        var here = root.resolve("socket");
        var runtime = System.getenv("XDG_RUNTIME_DIR");
        return fitsTheKernel(here) || runtime == null || runtime.isEmpty()
                ? here
                : Path.of(runtime, "fettle-" + root.getFileName());
    }

    /// The same for the one who makes it.
    ///
    /// @throws UserError where the kernel takes no path of that length
    public Path socketToMake() {
        var socket = socket();
        if (!fitsTheKernel(socket)) {
            throw new UserError(
                    "the socket %s has a longer path than the kernel takes (%d bytes); set XDG_RUNTIME_DIR, or FETTLE_STATE to a folder with a shorter path"
                            .formatted(socket, LONGEST_SOCKET_PATH));
        }
        return socket;
    }

    private static boolean fitsTheKernel(Path socket) {
        return socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_PATH;
    }

    public Path staging() {
        return root.resolve("staging");
    }

    public Path versions() {
        return root.resolve("versions");
    }

    public Path caches() {
        return root.resolve("cache");
    }

    /// Fettle's own troubles, with stack traces.
    public Path troubleLog() {
        return root.resolve("fettle.log");
    }

    /// The user's secrets, encrypted.
    public Path secrets() {
        return root.resolve("secrets");
    }

    public Path secretsKey() {
        return root.resolve("secrets.key");
    }

    /// Held while they are written.
    public Path secretsLock() {
        return root.resolve("secrets.lock");
    }

    /// Held by the one process that sends what is in the outbox.
    public Path outboxLock() {
        return root.resolve("outbox.lock");
    }

    public Path statusSnapshot() {
        return root.resolve("status.snapshot");
    }
}
