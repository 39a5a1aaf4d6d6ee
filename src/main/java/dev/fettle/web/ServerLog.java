package dev.fettle.web;

import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Keeps what the HTTP server logs away from the terminal and hands on what is an error.
final class ServerLog extends Handler {
    /// Held here: the platform forgets loggers that nobody holds, and with them how they were set.
    private static final Logger SERVER = Logger.getLogger("io.helidon");

    private final Consumer<Throwable> troubles;

    private ServerLog(Consumer<Throwable> troubles) {
        this.troubles = troubles;
        setLevel(Level.WARNING);
    }

    /// While a server starts, what goes wrong is thrown, and need not be told twice.
    static synchronized void silence() {
        SERVER.setUseParentHandlers(false);
        SERVER.setLevel(Level.WARNING);
        for (var former : SERVER.getHandlers()) {
            SERVER.removeHandler(former);
        }
    }

    /// Whoever calls last is told.
    static synchronized void sendTo(Consumer<Throwable> troubles) {
        silence();
        SERVER.addHandler(new ServerLog(troubles));
    }

    @Override
    public void publish(LogRecord entry) {
        if (isLoggable(entry)) {
            troubles.accept(new IllegalStateException(entry.getMessage(), entry.getThrown()));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
