package dev.fettle.publish;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/// Lets the machine die, or refuse, before the n-th step.
///
/// Death is an `Error`: no `catch` of ours may notice it, as none would notice SIGKILL. Locks are
/// freed on the way out, as the kernel would.
public final class Death implements Steps {
    private final AtomicInteger count = new AtomicInteger();
    private final int at;
    private final boolean refuses;
    private volatile String what = "";

    private Death(int at, boolean refuses) {
        this.at = at;
        this.refuses = refuses;
    }

    public static Death before(int step) {
        return new Death(step, false);
    }

    /// As a full disk does.
    public static Death refusing(int step) {
        return new Death(step, true);
    }

    @Override
    public void before(String act, Object on) throws IOException {
        if (count.incrementAndGet() == at) {
            what = act + " " + on;
            if (refuses) {
                throw new IOException("No space left on device");
            }
            throw new Died();
        }
    }

    /// Whether it came to that step at all: else there is nothing more to try.
    public boolean came() {
        return !what.isEmpty();
    }

    @Override
    public String toString() {
        return "step " + at + ": " + what;
    }

    public static final class Died extends Error {
        private static final long serialVersionUID = 1L;

        Died() {
            super("the machine died here", null, false, false);
        }
    }
}
