package dev.fettle.platform;

/// SIGHUP, which a lost terminal sends. The JVM takes it for a wish to shut down in order, as
/// Ctrl-C.
public final class Hangup {
    private static final int SIGHUP = 1;
    private static final int BY_DEFAULT = 0;

    private Hangup() {}

    /// From now on a hangup ends this process at once, with none of its shutdown hooks.
    public static void endsThisProcess() {
        LibC.call(
                "signal", SIGHUP, BY_DEFAULT, 0, 0, 0, 0); // answers the handler before: no result
    }
}
