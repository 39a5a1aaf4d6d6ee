package dev.fettle.run;

import dev.fettle.history.Run;
import dev.fettle.history.Runs;
import dev.fettle.notation.Wording;
import dev.fettle.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The runs that this process has in hand: not to be mistaken for those that another left behind.
/// Thread-safe.
final class Hands {
    private final Runs runs;
    private final Map<Long, Hand> inHand = new ConcurrentHashMap<>();

    /// Runs that an error took out of this process's hand though they are not over: taken up again
    /// as if another Fettle had left them.
    private final Set<Long> dropped = ConcurrentHashMap.newKeySet();

    private final List<Consumer<String>> whenOver = new CopyOnWriteArrayList<>();

    Hands(Runs runs) {
        this.runs = runs;
    }

    /// @param inputs what the run was given
    record Hand(String automation, Set<Path> inputs, Cancellation cancellation) {}

    /// @return false where it is in hand already
    boolean take(Run run, Hand hand) {
        boolean isTaken = inHand.putIfAbsent(run.seq(), hand) == null;
        if (isTaken) {
            dropped.remove(run.seq());
        }
        return isTaken;
    }

    /// Ends a run; false where this process has not got it.
    boolean cancel(Run run) {
        var hand = inHand.get(run.seq());
        if (hand != null) {
            hand.cancellation().cancel();
        }
        return hand != null;
    }

    boolean isWorkingOn(String automation, Path input) {
        return inHand.values().stream()
                .anyMatch(h -> h.automation().equals(automation) && h.inputs().contains(input));
    }

    /// It is tried again for as long as it takes, and whoever asks how things stand is told why.
    void drop(Run run, Throwable e) {
        dropped.add(run.seq());
        try {
            switch (e) {
                case StoreException _ -> {} // nothing can be written down now
                case IOException denied -> runs.stuck(run, Wording.denied(denied));
                default -> runs.stuck(run, "an error in Fettle itself: " + e);
            }
        } catch (IOException further) {
            e.addSuppressed(further);
        }
    }

    boolean haveDroppedAny() {
        return !dropped.isEmpty();
    }

    boolean haveDropped(Run run) {
        return dropped.contains(run.seq());
    }

    void overWith(Run run) {
        inHand.remove(run.seq());
        whenOver.forEach(hears -> hears.accept(run.automation()));
    }

    void whenOver(Consumer<String> hears) {
        whenOver.add(hears);
    }
}
