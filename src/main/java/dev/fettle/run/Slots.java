package dev.fettle.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Semaphore;

/// How many runs may work at once in this process: `parallel` for each automation, and for per-file
/// watch runs one bound over all of them, shared out in turn so that a folder with ten thousand
/// files does not keep a single photograph of another waiting. Thread-safe.
public final class Slots {
    private final int bound;
    private int sharedInUse;
    private final Map<String, Use> uses = new LinkedHashMap<>();
    private final Queue<String> turns = new ArrayDeque<>();

    public Slots(int bound) {
        this.bound = bound;
    }

    /// The place of one run among those that work; closing it lets the next one in.
    public record Slot(Slots slots, String automation, String run, boolean shared)
            implements AutoCloseable {
        @Override
        public void close() {
            slots.leave(this);
        }
    }

    /// Waits for a place.
    ///
    /// @param shared whether the bound over all automations holds for it too
    public Slot take(String automation, String run, int parallel, boolean shared)
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
        return new Slot(this, automation, run, shared);
    }

    /// The place of a run that works already and was only found: nobody asked whether there is
    /// room.
    synchronized Slot enter(String automation, String run) {
        use(automation).working.add(run);
        return new Slot(this, automation, run, false);
    }

    /// Ids of the runs of an automation that work now.
    public synchronized List<String> working(String automation) {
        var use = uses.get(automation);
        return use == null ? List.of() : List.copyOf(use.working);
    }

    public synchronized boolean isFull(String automation, int parallel) {
        return working(automation).size() >= parallel;
    }

    private synchronized void leave(Slot slot) {
        use(slot.automation).working.remove(slot.run);
        sharedInUse -= slot.shared ? 1 : 0;
        letIn();
    }

    private synchronized void giveUp(String automation, Waiter waiter) {
        if (!use(automation).waiting.remove(waiter)) {
            use(automation).working.remove(waiter.run);
            sharedInUse -= waiter.shared ? 1 : 0;
        }
        letIn();
    }

    /// Goes once round the automations that wait and admits whoever has room; each turn admits one.
    private void letIn() {
        for (int looked = turns.size(); looked > 0; looked--) {
            var automation = turns.remove();
            var use = use(automation);
            var next = use.waiting.peek();
            if (next == null) {
                continue; // it gave up
            }
            boolean room =
                    use.working.size() < next.parallel && (!next.shared || sharedInUse < bound);
            if (room) {
                use.waiting.remove();
                use.working.add(next.run);
                sharedInUse += next.shared ? 1 : 0;
                next.admitted.release();
            } else {
                turns.add(automation);
            }
        }
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
        private final boolean shared;

        Waiter(String run, int parallel, boolean shared) {
            this.run = run;
            this.parallel = parallel;
            this.shared = shared;
        }
    }
}
