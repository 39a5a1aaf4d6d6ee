package dev.fettle.platform;

/// Sends a signal to a process and to none that took its number meanwhile.
final class Signals {

    private Signals() {}

    /// Answers false where the process is gone or may not be signalled.
    static boolean send(ProcessEntry process, int signal) {
        int descriptor = LibC.pidfdOpen(process.pid());
        if (descriptor < 0) {
            // No such call in this C library or kernel: a moment is left in which the number could
            // change hands.
            return descriptor == -Errno.ENOSYS
                    && process.lives()
                    && LibC.kill(process.pid(), signal) == 0;
        }
        try {
            // The descriptor stays with whoever has the number now; the start time says whether
            // that is the one meant.
            return process.lives() && LibC.pidfdSendSignal(descriptor, signal) == 0;
        } finally {
            LibC.close(descriptor);
        }
    }
}
