package dev.fettle.check;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// One of a pinned check's smaller looks, with the limits that all checks have.
record PinLook(PinnedCheck check, Act act) implements Check {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @FunctionalInterface
    interface Act {
        List<Finding> make(PinnedCheck check, Evidence evidence)
                throws IOException, InterruptedException;
    }

    @Override
    public String name() {
        return check.name();
    }

    @Override
    public List<Finding> examine(Evidence evidence) throws IOException, InterruptedException {
        return act.make(check, evidence);
    }

    @Override
    public Duration limit() {
        return LIMIT;
    }
}
