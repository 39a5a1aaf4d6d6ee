package dev.fettle.trigger;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Scheduled;
import dev.fettle.history.Lacks;
import dev.fettle.history.Pauses;
import dev.fettle.history.Run;
import dev.fettle.history.RunId;
import dev.fettle.history.Slots;
import dev.fettle.platform.Clock;
import dev.fettle.store.Store;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Slots whose run lacked a mount or a host, and that are to have another one as soon as that is
/// back. Who waits for what is a row of the history, so that it does not matter who comes to see
/// it.
final class Comebacks {
    private final Lacks lacks;
    private final Slots slots;
    private final Pauses pauses;
    private final Clock clock;

    Comebacks(Store store, Clock clock) {
        this.lacks = new Lacks(store);
        this.slots = new Slots(store);
        this.pauses = new Pauses(store);
        this.clock = clock;
    }

    /// The runs that wait, of each automation in their order. Those whose time is over are given up
    /// here; one whose definition cannot be read goes on waiting.
    Map<Automation, List<Run>> waiting(Function<String, Optional<Automation>> definitions)
            throws IOException {
        var waiting = new LinkedHashMap<Automation, List<Run>>();
        for (var run : lacks.waiting()) {
            var automation = definitions.apply(run.automation());
            if (automation.isEmpty()) {
                continue;
            }
            if (isOver(automation.get(), run)) {
                lacks.giveUp(run);
            } else {
                waiting.computeIfAbsent(automation.get(), _ -> new ArrayList<>()).add(run);
            }
        }
        return waiting;
    }

    private boolean isOver(Automation automation, Run run) throws IOException {
        var policy = automation.definition().schedule();
        var due = run.due().orElseThrow();
        return policy.isEmpty()
                || pauses.current(run.automation(), clock.now()).isPresent()
                || isOver(
                        policy.get(),
                        due,
                        !slots.beyond(run.automation(), due).isEmpty(),
                        clock.now());
    }

    /// Until the next slot falls due; where it is stated how old one may be, until it is older. Of
    /// several such slots the newest stands for the others, unless all are wanted.
    ///
    /// @param newer whether another slot has fallen due
    static boolean isOver(Scheduled policy, Instant due, boolean newer, Instant now) {
        if (policy.within().isEmpty()) {
            return newer;
        }
        return now.isAfter(due.plus(policy.within().get()))
                || newer && policy.catchUp() != Scheduled.CatchUp.ALL;
    }

    /// What these runs lacked is back: their slots are queued again.
    void areBack(List<Run> runs) throws IOException {
        for (var run : runs) {
            lacks.isBack(run, RunId.random());
        }
    }
}
