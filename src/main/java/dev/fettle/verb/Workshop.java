package dev.fettle.verb;

import dev.fettle.alert.PingStates;
import dev.fettle.alert.Reports;
import dev.fettle.automation.Home;
import dev.fettle.automation.Reading;
import dev.fettle.automation.Settings;
import dev.fettle.health.Awake;
import dev.fettle.health.IncidentLook;
import dev.fettle.health.RenamePlan;
import dev.fettle.health.Renames;
import dev.fettle.health.Sights;
import dev.fettle.history.Events;
import dev.fettle.history.Ledger;
import dev.fettle.history.Runs;
import dev.fettle.notation.UserError;
import dev.fettle.platform.Clock;
import dev.fettle.platform.FileLock;
import dev.fettle.platform.Machine;
import dev.fettle.publish.Keepings;
import dev.fettle.publish.OwnOutputTable;
import dev.fettle.publish.Publisher;
import dev.fettle.run.Places;
import dev.fettle.run.RunDesk;
import dev.fettle.store.StateFolder;
import dev.fettle.store.Store;
import dev.fettle.store.TroubleLog;
import dev.fettle.trigger.InputRunner;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Everything that verbs work with, opened for one home.
public final class Workshop implements AutoCloseable {
    private static final int FEWEST_SHARED_RUNS = 2;

    private final Home home;
    private final StateFolder state;
    private final Store store;
    private final Clock clock;
    private final Runs runs;
    private final Ledger ledger;
    private final Keepings keepings;
    private final Publisher publisher;
    private final RunDesk desk;
    private final InputRunner inputs;
    private final Reports reports;
    private final Renames renames;
    private volatile Optional<Runnable> renamesAsked = Optional.empty();
    private volatile Settings settings;

    private Workshop(Home home, StateFolder state, Store store, Clock clock, Settings settings)
            throws IOException {
        this.home = home;
        this.state = state;
        this.store = store;
        this.clock = clock;
        this.settings = settings;
        runs = new Runs(store);
        ledger = new Ledger(store);
        keepings = new Keepings(store, state, clock);
        publisher = new Publisher(store, state, keepings, clock);
        var places = new Places(Math.max(FEWEST_SHARED_RUNS, Machine.cores()));
        desk =
                new RunDesk(
                        home,
                        state,
                        store,
                        keepings,
                        publisher,
                        places,
                        clock,
                        new Awake(store, clock)::since,
                        this::settings);
        home.tellOf(events()::nowCalled);
        renames = new Renames(home, store, desk, clock);
        inputs = new InputRunner(desk, ledger, new OwnOutputTable(store), clock);
        var troubles = new TroubleLog(state.troubleLog());
        reports = new Reports(pings(), clock, e -> troubles.add(clock.now(), e));
        desk.tell(reports);
    }

    /// @throws UserError where `fettle.yaml` cannot be read
    public static Workshop open(Home home, Clock clock) throws IOException {
        return open(home, clock, home.settings());
    }

    /// The same with settings that were read before, or in another place.
    public static Workshop open(Home home, Clock clock, Settings settings) throws IOException {
        var state = home.state();
        var store = Store.open(state.database());
        try {
            return new Workshop(home, state, store, clock, settings);
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /// Reads `fettle.yaml` anew; where it cannot be read the last readable settings stay.
    public void rereadSettings() throws IOException {
        settings = home.settings();
    }

    public Home home() {
        return home;
    }

    public StateFolder state() {
        return state;
    }

    public Store store() {
        return store;
    }

    public Clock clock() {
        return clock;
    }

    public Settings settings() {
        return settings;
    }

    public Runs runs() {
        return runs;
    }

    public Ledger ledger() {
        return ledger;
    }

    public Events events() {
        return new Events(store);
    }

    public Sights sights() {
        return new Sights(store, clock);
    }

    /// Every automation of the home, and those that are gone though they are expected.
    public List<Reading> expected() throws IOException {
        return sights().withThoseThatAreGone(renames.plan(home.read()).toLookAt());
    }

    public Renames renames() {
        return renames;
    }

    /// From now on this asks for renamed folders to be seen to: who calls it knows who else has to
    /// rest meanwhile.
    public void leaveRenamesTo(Runnable whoever) {
        renamesAsked = Optional.of(whoever);
    }

    /// Lets the history of renamed folders go with them, as far as that is this process's business
    /// and can be done now. With a daemon it is the daemon's.
    ///
    /// @return what is left to be done
    public RenamePlan settle() throws IOException {
        return settle(_ -> false);
    }

    /// The same; the named one is looked at anew, so that it is known again by what it is now.
    RenamePlan settle(String name) throws IOException {
        return settle(name::equals);
    }

    private RenamePlan settle(Predicate<String> anew) throws IOException {
        var plan = renames.plan(home.read(), anew);
        if (!plan.isNothing()) {
            if (renamesAsked.isPresent()) {
                renamesAsked.get().run();
            } else if (!FileLock.isHeld(state.daemonLock()) && !renames.carryOut(plan).isEmpty()) {
                plan = renames.plan(home.read(), anew);
            }
        }
        renames.note(plan);
        return plan;
    }

    /// Draws the meaning of runs that were recorded: for verbs that ran something without a daemon.
    public void lookAtWhatIsRecorded() throws IOException {
        var _ = incidentLook().atWhatIsRecorded(this::seen);
    }

    /// Looks how an automation stands now, or how all do: for verbs that changed that.
    public void lookAt(Optional<String> name) throws IOException {
        var look = incidentLook();
        for (var reading : expected()) {
            if (name.isEmpty() || reading.name().equals(name.get())) {
                var _ = look.at(reading);
            }
        }
    }

    /// What somebody who looks at the daemon from outside has found: empty where it is well.
    public void lookAtDaemon(Optional<String> trouble) throws IOException {
        incidentLook().atDaemon(trouble);
    }

    private IncidentLook incidentLook() {
        return new IncidentLook(store, clock, this::settings);
    }

    private Optional<Reading> seen(String name) throws IOException {
        var found = expected().stream().filter(r -> r.name().equals(name)).findFirst();
        if (found.isPresent()) {
            sights().see(found.get());
        }
        return found;
    }

    public Keepings keepings() {
        return keepings;
    }

    public Publisher publisher() {
        return publisher;
    }

    public RunDesk desk() {
        return desk;
    }

    public InputRunner inputs() {
        return inputs;
    }

    /// How those outside do that hear of the daemon and of runs.
    public PingStates pings() {
        return new PingStates(store, clock);
    }

    @Override
    public void close() throws IOException {
        reports.close();
        store.close();
    }
}
