package dev.fettle.store;

import java.nio.file.Path;

/// Where one home's state lies. Everything in it is private (0700 and 0600).
public record StateFolder(Path root) {
    public Path database() {
        return root.resolve("fettle.db");
    }

    /// Folders of unfinished runs. `v1` is the version of their format: a newer Fettle adopts what an
    /// older one started.
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

    public Path statusSnapshot() {
        return root.resolve("status.snapshot");
    }
}
