package dev.fettle.run;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Name;
import dev.fettle.history.Chains;
import dev.fettle.history.Input;
import dev.fettle.history.MakingUp;
import dev.fettle.history.Run;
import dev.fettle.history.RunId;
import dev.fettle.history.Runs;
import dev.fettle.history.Slot;
import dev.fettle.history.Trigger;
import dev.fettle.platform.Clock;
import dev.fettle.platform.Machine;
import dev.fettle.store.StateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Makes requests durable. From the moment [#keep] returns, a run is carried through by whichever
/// Fettle next holds the automation's lock.
public final class Requests {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withZone(ZoneOffset.UTC);

    private final Runs runs;
    private final StateFolder state;
    private final Clock clock;
    private final String boot;

    public Requests(Runs runs, StateFolder state, Clock clock) throws IOException {
        this.runs = runs;
        this.state = state;
        this.clock = clock;
        boot = Machine.bootId();
    }

    /// @return empty, here and below, where the automation's folder has another name by now
    public Optional<Run> keep(
            Automation automation, Trigger trigger, List<Input> inputs, boolean dry)
            throws IOException {
        var run = run(automation.name(), RunId.random(), trigger, Optional.empty(), dry);
        return runs.request(run, automation.id(), inputs);
    }

    /// The run that follows a success.
    public Optional<Run> keep(
            Automation automation, Trigger trigger, List<Input> inputs, Chains.Link link)
            throws IOException {
        var run = run(automation.name(), RunId.random(), trigger, Optional.empty(), false);
        return runs.request(run, automation.id(), inputs, link);
    }

    /// The run of a slot; empty too where the slot waits for none any more.
    public Optional<Run> keep(Automation automation, Trigger trigger, Slot slot)
            throws IOException {
        var id = slot.run().orElseThrow();
        var run = run(automation.name(), id, trigger, Optional.of(slot.due()), false);
        return runs.request(run, automation.id(), slot);
    }

    /// The same for one that starts in this very moment.
    public Optional<Run> keepStarted(Automation automation, Trigger trigger, Slot slot)
            throws IOException {
        var id = slot.run().orElseThrow();
        var run = run(automation.name(), id, trigger, Optional.of(slot.due()), false);
        return runs.request(run.begun(run.requestedAt()), automation.id(), slot);
    }

    /// The run by which somebody makes up for a slot; empty too where that is not to be made up for
    /// any more.
    public Optional<Run> keep(Automation automation, MakingUp making) throws IOException {
        var slot = making.slot();
        var id = slot.run().orElseThrow();
        var run = run(automation.name(), id, Trigger.HAND, Optional.of(slot.due()), false);
        return runs.request(run, automation.id(), making);
    }

    private Run run(
            Name automation, RunId id, Trigger trigger, Optional<Instant> due, boolean dry) {
        var now = clock.now().truncatedTo(ChronoUnit.MILLIS); // as it is kept
        return new Run(
                0,
                id,
                automation.text(),
                trigger,
                due,
                dry,
                boot,
                now,
                trigger == Trigger.WATCH ? Optional.of(now) : Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                log(automation, id, now),
                false);
    }

    private Path log(Name automation, RunId id, Instant now) {
        return state.logs()
                .resolve(automation.text())
                .resolve(DAY.format(now))
                .resolve(id.text() + ".log");
    }
}
