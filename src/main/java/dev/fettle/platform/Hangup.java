package dev.fettle.platform;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// SIGHUP, which a lost terminal sends. The JVM takes it for a wish to shut down in order, as
/// Ctrl-C.
public final class Hangup {
    private static final int SIGHUP = 1;

    private Hangup() {}

    /// From now on a hangup ends this process at once, with none of its shutdown hooks.
    @SuppressWarnings("restricted")
    public static void endsThisProcess() {
        var linker = Linker.nativeLinker();
        var signal =
                linker.downcallHandle(
                        linker.defaultLookup().find("signal").orElseThrow(),
                        FunctionDescriptor.of(
                                ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        try {
            var _ = (MemorySegment) signal.invokeExact(SIGHUP, MemorySegment.NULL); // SIG_DFL
        } catch (Throwable e) {
            throw new IllegalStateException("signal(2) does not throw", e);
        }
    }
}
