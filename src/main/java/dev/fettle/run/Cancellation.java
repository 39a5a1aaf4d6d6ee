package dev.fettle.run;

/// The wish that a run be ended, which its engine looks at while it waits. Thread-safe.
public final class Cancellation {
    private volatile boolean wanted;

    public void cancel() {
        wanted = true;
    }

    public boolean isWanted() {
        return wanted;
    }
}
