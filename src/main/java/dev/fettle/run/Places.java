package dev.fettle.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedSet;
import java.util.concurrent.Semaphore;

/// How many runs may work at once in this process: `parallel` for each automation, and for per-file
/// watch runs one bound over all of them, shared out in turn so that a folder with ten thousand
/// files does not keep a single photograph of another waiting. Those that work on mounts that may
/// die have a bound of their own for these mounts: runs that hang there keep none of the places
/// that all others wait for. Thread-safe.
public final class Places {
    private final int bound;
    private final Map<String, Integer> sharedInUse = new HashMap<>();
    private final Map<String, Use> uses = new LinkedHashMap<>();

    /// Automations with runs that wait, each once, the one whose turn is next first.
    private final SequencedSet<String> turns = new LinkedHashSet<>();

    public Places(int bound) {
        this.bound = bound;
    }

    /// The place of one run among those that work; closing it lets the next one in, and may happen
    /// twice.
    public static final class Place implements AutoCloseable {
        private final Places places;
        private final String automation;
        private final Optional<String> shared;
        private String run;
        private boolean left;

        private Place(Places places, String automation, String run, Optional<String> shared) {
            this.places = places;
            this.automation = automation;
            this.run = run;
            this.shared = shared;
        }

        /// From now on it is this run's, for those that wait and want to know on whom.
        void isOf(String id) {
            places.rename(this, id);
        }

        @Override
        public void close() {
            places.leave(this);
        }
    }

    /// Waits for a place.
    ///
    /// @param shared the mounts whose bound over all automations holds for it too; empty where none
    ///   does
    public Place take(String automation, String run, int parallel, Optional<String> shared)
            throws InterruptedException {
        Waiter waiter;
        synchronized (this) {
            waiter = new Waiter(run, parallel, shared);
            use(automation).waiting.add(waiter);
            turns.add(automation);
            letIn();
        }
        try {
            waiter.admitted.acquire();
        } catch (InterruptedException e) {
            giveUp(automation, waiter);
            throw e;
        }
        return new Place(this, automation, run, shared);
    }

    /// The place of a run for which there is room now, and before which nobody waits; empty where
    /// it would have to wait.
    synchronized Optional<Place> tryTake(String automation, String run, int parallel) {
        var use = use(automation);
        if (!use.waiting.isEmpty() || use.working.size() >= parallel) {
            return Optional.empty();
        }
        return Optional.of(enter(automation, run));
    }

    /// The place of a run that works already and was only found: nobody asked whether there is
    /// room.
    synchronized Place enter(String automation, String run) {
        use(automation).working.add(run);
        return new Place(this, automation, run, Optional.empty());
    }

    /// Ids of the runs of an automation that work now.
    public synchronized List<String> working(String automation) {
        var use = uses.get(automation);
        return use == null ? List.of() : List.copyOf(use.working);
    }

    public synchronized boolean isFull(String automation, int parallel) {
        return working(automation).size() >= parallel;
    }

    private synchronized void rename(Place place, String run) {
        var working = use(place.automation).working;
        working.set(working.indexOf(place.run), run);
        place.run = run;
    }

    private synchronized void leave(Place place) {
        if (place.left) {
            return;
        }
        place.left = true;
        use(place.automation).working.remove(place.run);
        inUse(place.shared, -1);
        letIn();
    }

    private synchronized void giveUp(String automation, Waiter waiter) {
        if (!use(automation).waiting.remove(waiter)) {
            use(automation).working.remove(waiter.run);
            inUse(waiter.shared, -1);
        }
        letIn();
    }

    /// Goes round the automations that wait until nobody has room any more; each turn admits one.
    private void letIn() {
        int inVain = 0;
        while (inVain < turns.size()) {
            var automation = turns.removeFirst();
            var use = use(automation);
            var next = use.waiting.peek();
            if (next == null) {
                continue; // it gave up
            }
            if (use.working.size() < next.parallel && hasRoom(next.shared)) {
                use.waiting.remove();
                use.working.add(next.run);
                inUse(next.shared, 1);
                next.admitted.release();
                inVain = 0;
            } else {
                inVain++;
            }
            if (!use.waiting.isEmpty()) {
                turns.add(automation);
            }
        }
    }

    private boolean hasRoom(Optional<String> shared) {
        return shared.map(mounts -> sharedInUse.getOrDefault(mounts, 0) < bound).orElse(true);
    }

    private void inUse(Optional<String> shared, int more) {
        shared.ifPresent(mounts -> sharedInUse.merge(mounts, more, Integer::sum));
    }

    private Use use(String automation) {
        return uses.computeIfAbsent(automation, _ -> new Use());
    }

    private static final class Use {
        private final Queue<Waiter> waiting = new ArrayDeque<>();
        private final List<String> working = new ArrayList<>();
    }

    private static final class Waiter {
        private final Semaphore admitted = new Semaphore(0);
        private final String run;
        private final int parallel;
        private final Optional<String> shared;

        Waiter(String run, int parallel, Optional<String> shared) {
            this.run = run;
            this.parallel = parallel;
            this.shared = shared;
        }
    }
}
