package dev.fettle.check.backup;

import java.io.IOException;
import java.util.Set;

/// A look at a repository that others may work at: damage that was seen while somebody did is
/// looked at again before it is believed. Restic's `prune` takes packs away that an older index
/// still names; borg's commits exchange the index under whoever reads past the lock.
final class Undisturbed {
    private static final int LOOKS = 3;

    private Undisturbed() {}

    @FunctionalInterface
    interface Look {
        Diagnosis make() throws IOException, InterruptedException;
    }

    /// What shows that somebody works there, or did meanwhile.
    ///
    /// @param state changes with each commit
    /// @param locks whoever holds it now
    record Traces(Set<String> state, Set<String> locks) {
        static final Traces NONE = new Traces(Set.of(), Set.of());

        Traces {
            state = Set.copyOf(state);
            locks = Set.copyOf(locks);
        }
    }

    /// Reads the traces.
    @FunctionalInterface
    interface Scout {
        Traces look() throws IOException;
    }

    static Diagnosis of(Repository place, Scout scout, Look look)
            throws IOException, InterruptedException {
        for (int n = 1; ; n++) {
            var before = scout.look();
            var found = look.make();
            if (!isDamage(found)) {
                return found;
            }
            var after = scout.look();
            boolean isStill = after.equals(before);
            if (isStill && (n == LOOKS || after.locks().isEmpty())) {
                return found;
            }
            if (n == LOOKS) {
                return new Diagnosis.Unmade(
                        "locked",
                        "%s was changed by somebody at each of %d looks"
                                .formatted(place.shown(), LOOKS));
            }
        }
    }

    private static boolean isDamage(Diagnosis found) {
        return found instanceof Diagnosis.Faulty(var fault, _, _, _) && fault == Fault.DAMAGED;
    }
}
