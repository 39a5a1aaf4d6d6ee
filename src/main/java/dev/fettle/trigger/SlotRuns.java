package dev.fettle.trigger;

import dev.fettle.automation.Automation;
import dev.fettle.history.Run;
import dev.fettle.history.RunId;
import dev.fettle.history.Slot;
import dev.fettle.history.Slots;
import dev.fettle.history.Slots.Working;
import dev.fettle.history.Trigger;
import dev.fettle.history.Turn;
import dev.fettle.platform.Apart;
import dev.fettle.platform.Clock;
import dev.fettle.run.Cancellation;
import dev.fettle.run.Progress;
import dev.fettle.run.RunDesk;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Starts the runs of slots whose turn it is, each in a thread of its own. Thread-safe.
public final class SlotRuns {
    private final Desk desk;
    private final Slots slots;
    private final Clock clock;
    private final Executor threads;
    private final Consumer<Throwable> trouble;
    private final NeedWatch needs;
    private final Spread spread;
    private final Set<RunId> inHand = new HashSet<>();

    /// @param cores of the machine
    /// @param threads where runs are carried out
    /// @param needs who looks for what runs need after a start or a wake
    public SlotRuns(
            Desk desk,
            Slots slots,
            Clock clock,
            int cores,
            Executor threads,
            NeedWatch needs,
            Consumer<Throwable> trouble) {
        this.desk = desk;
        this.slots = slots;
        this.clock = clock;
        this.threads = threads;
        this.trouble = trouble;
        this.needs = needs;
        this.spread = new Spread(cores);
    }

    /// Where runs are asked for.
    public interface Desk {
        /// Carries the run of a slot through, unless the slot waits for it no longer.
        void run(Automation automation, Slot slot, Progress progress)
                throws IOException, InterruptedException;

        /// Ends a run.
        void stop(Run run);

        /// @param hears the name of an automation of which a run has ended
        void whenOver(Consumer<String> hears);

        static Desk of(RunDesk desk) {
            return new Desk() {
                @Override
                public void run(Automation automation, Slot slot, Progress progress)
                        throws IOException, InterruptedException {
                    var asked = new RunDesk.Asked(automation, Trigger.SCHEDULE, List.of(), false);
                    Apart.make(
                            automation.definition().places(),
                            () -> {
                                var _ = desk.run(asked, slot, progress, new Cancellation());
                            });
                }

                @Override
                public void stop(Run run) {
                    desk.cancel(run);
                }

                @Override
                public void whenOver(Consumer<String> hears) {
                    desk.whenOver(hears);
                }
            };
        }
    }

    /// @param hears the name of an automation of which a run has ended, or what it needs is there
    void whenSomethingMayStart(Consumer<String> hears) {
        desk.whenOver(hears);
        needs.whenThere(hears);
    }

    /// Those of the queue that may start now do. Slots that were due keep their order: of those
    /// that wait behind each other the first goes once no run of a slot works.
    ///
    /// @param behind whose caught-up run comes first
    void startWhatMay(
            Automation automation, List<Slot> queue, List<Working> working, Optional<String> behind)
            throws IOException {
        if (behind.isPresent()) {
            waits(queue, "it waited for the caught-up run of " + behind.get());
            return;
        }
        if (waitsForNeeds(automation, queue)) {
            return;
        }
        queue.stream().filter(slot -> slot.is(Turn.NOW)).forEach(slot -> start(automation, slot));
        var name = automation.name().text();
        if (queue.stream().noneMatch(slot -> slot.is(Turn.CATCHING_UP))) {
            leave(name);
        }
        queue.stream()
                .filter(slot -> !slot.is(Turn.NOW))
                .findFirst()
                .filter(slot -> isItsTurn(automation, slot, working))
                .ifPresent(slot -> start(automation, slot));
    }

    /// What was to start now goes behind: of those that wait the newest may stand for the others.
    private boolean waitsForNeeds(Automation automation, List<Slot> queue) throws IOException {
        var wait =
                queue.isEmpty() ? Optional.<ComingUp.Wait>empty() : needs.comingUp().of(automation);
        if (wait.flatMap(ComingUp.Wait::why).isPresent()) {
            waits(queue, "it waited for its needs: " + wait.get().why().get());
        }
        return wait.isPresent();
    }

    /// None of these starts yet.
    private void waits(List<Slot> queue, String why) throws IOException {
        for (var slot : queue) {
            if (!isInHand(slot)) {
                slots.waitsBehind(slot.run().orElseThrow(), why);
            }
        }
    }

    /// The machine, or Fettle, has just come up: needs may take their time.
    void haveJustComeUp() {
        needs.comingUp().begin();
    }

    private synchronized boolean isItsTurn(
            Automation automation, Slot slot, List<Working> working) {
        var run = slot.run().orElseThrow();
        if (inHand.contains(run)) {
            return false;
        }
        if (slot.is(Turn.WHEN_FREE)) {
            return working.size() < automation.definition().parallel();
        }
        if (working.stream().anyMatch(w -> w.turn().isPresent())) {
            return false;
        }
        return !slot.is(Turn.CATCHING_UP)
                || spread.mayStart(automation.name().text(), run, clock.nanos());
    }

    private void start(Automation automation, Slot slot) {
        var run = slot.run().orElseThrow();
        synchronized (this) {
            if (!inHand.add(run)) {
                return;
            }
        }
        threads.execute(() -> {
            try {
                desk.run(automation, slot, this::reached);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException | LinkageError | InternalError e) {
                trouble.accept(e);
            } finally {
                ended(run);
            }
        });
    }

    private void reached(Run run, Progress.Stage stage) {
        if (stage instanceof Progress.Stage.Waiting(var on)) {
            try {
                slots.waits(
                        run.id(),
                        on.isEmpty() ? "it waited" : "it waited for run " + on.getFirst());
            } catch (IOException e) {
                trouble.accept(e);
            }
        }
    }

    private synchronized boolean isInHand(Slot slot) {
        return inHand.contains(slot.run().orElseThrow());
    }

    private synchronized void ended(RunId run) {
        inHand.remove(run);
        spread.ended(run);
    }

    private synchronized void leave(String automation) {
        spread.leave(automation);
    }

    /// Ends a run, to make room for a slot.
    void stop(Run run) {
        desk.stop(run);
    }

    /// Automations that wait for their turn to be caught up with.
    synchronized Set<String> waiting() {
        return spread.waiting();
    }

    synchronized Optional<Duration> untilNext() {
        return spread.untilNext(clock.nanos());
    }
}
