package dev.fettle.platform;

import java.util.Set;

/// How ending a process tree went.
///
/// @param killed whether some had to be killed, since TERM did not end them in time
/// @param left those that live still: stuck in the kernel, or another user's
public record Ending(boolean killed, Set<Long> left) {

    public Ending {
        left = Set.copyOf(left);
    }

    public boolean complete() {
        return left.isEmpty();
    }
}
