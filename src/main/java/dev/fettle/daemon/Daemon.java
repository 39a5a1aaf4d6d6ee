package dev.fettle.daemon;

import dev.fettle.alert.Postman;
import dev.fettle.automation.Home;
import dev.fettle.automation.Reading;
import dev.fettle.history.Slots;
import dev.fettle.notation.UserError;
import dev.fettle.notation.Wording;
import dev.fettle.platform.Apart;
import dev.fettle.platform.ControlGroup;
import dev.fettle.platform.FileLock;
import dev.fettle.platform.Machine;
import dev.fettle.store.TroubleLog;
import dev.fettle.trigger.Followers;
import dev.fettle.trigger.NeedWatch;
import dev.fettle.trigger.Schedules;
import dev.fettle.trigger.SlotRuns;
import dev.fettle.trigger.WatchHub;
import dev.fettle.verb.Caller;
import dev.fettle.verb.Cautions;
import dev.fettle.verb.Workshop;
import dev.fettle.web.WebPage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `fettle up`: watches, runs, serves. What it holds while it lives is the daemon's lock;
/// everything else it could lose at any instruction.
public final class Daemon implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// Ready means that a file dropped from now on has arrived. A slow folder keeps no other
    /// waiting.
    private static final Duration FIRST_LOOKS = Duration.ofSeconds(2);

    private static final Duration CAUTIONS = Duration.ofSeconds(1);

    private final Workshop workshop;
    private final Map<String, String> environment;
    private final LastSettings lastSettings;
    private final TroubleLog troubles;
    private final Cautions cautions;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private List<InetSocketAddress> addresses = List.of();

    private Daemon(Workshop workshop, Map<String, String> environment) {
        this.environment = environment;
        this.lastSettings = new LastSettings(workshop.home(), workshop.state());
        this.workshop = workshop;
        this.cautions = new Cautions(workshop);
        this.troubles = new TroubleLog(workshop.state().troubleLog());
    }

    /// Starts the daemon of this home and returns once it is ready.
    ///
    /// @throws UserError where another daemon has this home, or a port is taken
    public static Daemon start(Caller caller) throws IOException, InterruptedException {
        var home = caller.home();
        var clock = caller.clock();
        var state = home.state();
        var lock =
                FileLock.lockWithin(state.daemonLock(), PATIENCE, clock)
                        .orElseThrow(() -> new UserError(takenBy(state.daemonLock(), home)));
        Workshop workshop;
        try {
            workshop = Workshop.open(home, clock, new LastSettings(home, state).now());
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
        var daemon = new Daemon(workshop, caller.environment());
        daemon.open.push(lock);
        daemon.open.push(workshop);
        try {
            daemon.startAll();
            return daemon;
        } catch (IOException | RuntimeException | InterruptedException e) {
            daemon.close();
            throw e;
        }
    }

    public List<InetSocketAddress> addresses() {
        return addresses;
    }

    /// Whether anybody would be told if something broke.
    public boolean hasChannels() {
        return !workshop.settings().channels().isEmpty();
    }

    public Path home() {
        return workshop.home().root();
    }

    /// Ends watching and serving; programs go on and are adopted by whoever comes next.
    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                trouble(e);
            }
        }
    }

    private void startAll() throws IOException, InterruptedException {
        Files.setLastModifiedTime(
                workshop.state().daemonLock(), FileTime.from(workshop.clock().now()));
        divideOwnGroup();
        var plan = Definitions.first(workshop);
        var readings = plan.toStart();
        var web = WebPage.start(workshop.settings().web(), new Answers(workshop), this::trouble);
        open.push(web);
        addresses = web.addresses();
        var hub = new WatchHub(workshop.clock(), this::trouble);
        open.push(hub);
        var needs = new NeedWatch(workshop.store(), workshop.clock(), this::trouble);
        open.push(needs);
        var watches = new FolderWatches(workshop, hub, needs, this::trouble);
        open.push(watches);
        var postman =
                new Postman(
                        workshop.store(),
                        workshop.state(),
                        workshop.home().root(),
                        workshop.clock(),
                        workshop::settings,
                        this::trouble);
        postman.start();
        open.push(postman);
        var incidents = new IncidentWatch(workshop, this::trouble, postman::ring);
        open.push(incidents);
        workshop.lookAtDaemon(Optional.empty()); // whoever looked before may have seen none
        rereadSettings(incidents);
        incidents.become(plan.toLookAt());
        incidents.start();
        tellCautions(readings);
        workshop.desk().whenOver(needs::ended);
        var schedules = schedules(needs);
        open.push(schedules);
        var heartbeat = heartbeat(schedules);
        open.push(heartbeat);
        needs.become(readings);
        needs.start();
        schedules.whenSomethingIsToBeTold(incidents::wake);
        schedules.start(readings); // before what was left unfinished is taken up
        var followers =
                new Followers(
                        workshop.store(),
                        workshop.desk(),
                        workshop.publisher(),
                        needs,
                        workshop.clock(),
                        this::trouble);
        open.push(followers);
        followers.become(readings);
        var definitions =
                new Definitions(
                        workshop,
                        watches,
                        incidents,
                        schedules,
                        followers,
                        needs,
                        this::tellCautions);
        var definitionsWatch =
                new DefinitionsWatch(
                        workshop.home(),
                        hub,
                        workshop.clock(),
                        () -> reread(definitions, heartbeat),
                        this::trouble);
        workshop.leaveRenamesTo(definitionsWatch::lookSoon);
        workshop.desk().whenOver(_ -> definitionsWatch.aRunIsOver());
        open.push(
                SocketServer.start(
                        workshop,
                        () -> {
                            definitionsWatch.lookSoon();
                            incidents.lookAnew();
                            followers.wakeAll();
                        },
                        schedules::sinceLastLook,
                        this::trouble));
        var recovery = new Recovery(workshop, this::trouble);
        recovery.start();
        open.push(recovery);
        watches.become(readings);
        definitionsWatch.start();
        open.push(definitionsWatch);
        if (!plan.isNothing()) {
            definitionsWatch.lookSoon(); // what was left unfinished is taken up by now
        }
        var housekeeping = new Housekeeping(workshop, this::trouble);
        housekeeping.start();
        open.push(housekeeping);
        watches.awaitFirstLooks(FIRST_LOOKS);
        heartbeat.start();
        beat(schedules);
    }

    /// Without it runs are ended by what their processes inherit, as they are without a service.
    private void divideOwnGroup() {
        try {
            ControlGroup.settle().ifPresent(workshop.desk()::divide);
        } catch (IOException e) {
            trouble(e);
        }
    }

    private Schedules schedules(NeedWatch needs) throws IOException {
        var clock = workshop.clock();
        var slots = new Slots(workshop.store());
        var slotRuns =
                new SlotRuns(
                        SlotRuns.Desk.of(workshop.desk()),
                        slots,
                        clock,
                        Machine.cores(),
                        run -> Thread.ofVirtual().name("slot").start(run),
                        needs,
                        this::trouble);
        return new Schedules(
                workshop.store(),
                slotRuns,
                clock,
                () -> workshop.settings().zone(),
                Machine.bootId(),
                this::trouble);
    }

    private Heartbeat heartbeat(Schedules schedules) {
        return new Heartbeat(
                () -> workshop.settings().heartbeat(),
                () ->
                        Watchdog.isAlive(schedules.sinceLastLook())
                                && Watchdog.full(workshop.state()).isEmpty(),
                workshop.pings(),
                workshop.clock(),
                this::trouble);
    }

    private void beat(Schedules schedules) {
        var pulse =
                new Pulse(
                        environment,
                        workshop.clock(),
                        () -> Watchdog.isAlive(schedules.sinceLastLook()),
                        this::trouble);
        open.push(pulse);
        pulse.ready();
    }

    /// @return whether nothing is left to be done
    private boolean reread(Definitions definitions, Heartbeat heartbeat)
            throws IOException, InterruptedException {
        rereadSettings(definitions.incidents());
        heartbeat.wake();
        return definitions.readAnew().isNothing();
    }

    /// Where they cannot be read, the last readable ones stay in force, and that is told.
    private void rereadSettings(IncidentWatch incidents) {
        try {
            workshop.rereadSettings();
            lastSettings.keep();
            incidents.settingsTrouble(Optional.empty());
        } catch (UserError e) {
            incidents.settingsTrouble(
                    Optional.of(
                            e.problems().isEmpty()
                                    ? String.valueOf(e.getMessage())
                                    : e.problems().getFirst().headline()));
        } catch (IOException e) {
            incidents.settingsTrouble(
                    Optional.of(Home.MARK + " cannot be read: " + Wording.denied(e)));
        }
    }

    /// Before anything is published. An output may lie on a dead mount: nobody waits for long.
    private void tellCautions(List<Reading> readings) throws InterruptedException {
        Apart.forAtMost(CAUTIONS, this::trouble, () -> cautions.tell(readings));
    }

    private void trouble(Throwable e) {
        troubles.add(workshop.clock().now(), e);
    }

    private static String takenBy(Path lock, Home home) {
        Optional<Long> pid;
        try {
            pid = FileLock.holder(lock);
        } catch (IOException e) {
            pid = Optional.empty();
        }
        return "fettle up is already running for %s%s"
                .formatted(home.root(), pid.map(p -> " (process " + p + ")").orElse(""));
    }
}
