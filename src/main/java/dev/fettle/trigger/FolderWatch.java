package dev.fettle.trigger;

import static dev.fettle.platform.Inotify.IN_CLOSE_WRITE;
import static dev.fettle.platform.Inotify.IN_CREATE;
import static dev.fettle.platform.Inotify.IN_DELETE;
import static dev.fettle.platform.Inotify.IN_DELETE_SELF;
import static dev.fettle.platform.Inotify.IN_MOVED_FROM;
import static dev.fettle.platform.Inotify.IN_MOVED_TO;
import static dev.fettle.platform.Inotify.IN_MOVE_SELF;
import static dev.fettle.platform.Inotify.IN_ONLYDIR;
import static dev.fettle.platform.Inotify.IN_UNMOUNT;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Watch;
import dev.fettle.history.Event;
import dev.fettle.history.Events;
import dev.fettle.history.InputState;
import dev.fettle.history.Ledger;
import dev.fettle.history.LedgerEntry;
import dev.fettle.history.Pauses;
import dev.fettle.platform.Apart;
import dev.fettle.platform.Clock;
import dev.fettle.platform.FileId;
import dev.fettle.platform.Inotify;
import dev.fettle.platform.Mounts;
import dev.fettle.platform.PathBytes;
import dev.fettle.platform.Rounds;
import dev.fettle.platform.WatchLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// One watched folder: turns what the kernel tells, and what lies there when Fettle looks, into
/// inputs that are due. One virtual thread does all the thinking; the kernel's reader only leaves
/// signals.
///
/// A file that was closed after writing, or renamed in, is due at once (or after `settle`). What
/// came without such an event is due once it has been still for a while. Whether a due file really
/// is a new input is decided by its bytes, when its run is about to start.
public final class FolderWatch implements AutoCloseable, WatchHub.Listener {
    private static final int MASK =
            IN_CLOSE_WRITE
                    | IN_MOVED_TO
                    | IN_MOVED_FROM
                    | IN_CREATE
                    | IN_DELETE
                    | IN_DELETE_SELF
                    | IN_MOVE_SELF
                    | IN_UNMOUNT
                    | IN_ONLYDIR;
    private static final Duration LOOK_FOR_FOLDER = Duration.ofSeconds(1);
    private static final Duration LOOK_AT_FOLDER = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration RECONCILE = Duration.ofMinutes(10);
    private static final int HANDLED_AT_FIRST_START = 50;
    private static final int MOST_SIGNALS_AT_ONCE = 4096;

    private final Automation automation;
    private final Watch watch;
    private final Inbox inbox;
    private final WatchHub hub;
    private final Ledger ledger;
    private final Events events;
    private final Clock clock;
    private final Consumer<Throwable> trouble;
    private final Patience patience;
    private final DueInputs due;
    private final Settling settling;
    private final MountWait mount;
    private final Rounds rounds;

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final List<Signal> heard = new ArrayList<>();
    private final Map<Path, WatchHub.Watcher> watchers = new HashMap<>();
    private final Set<Path> left = new LinkedHashSet<>();
    private final CountDownLatch firstLook = new CountDownLatch(1);
    private volatile State state = State.STARTING;
    private long nextScan;
    private long nextLook;
    private Optional<FileId> folder = Optional.empty();

    /// How the folder is looked after.
    public enum State {
        STARTING,
        WATCHED,
        /// The kernel tells nothing here: a network mount, or no watches left.
        POLLED,
        MISSING
    }

    private sealed interface Signal {
        record Named(Path path, int mask) implements Signal {}

        record LookAgain() implements Signal {}

        record FolderGone(Path folder) implements Signal {}
    }

    public FolderWatch(
            Automation automation,
            WatchHub hub,
            InputRunner runner,
            Ledger ledger,
            Events events,
            Pauses pauses,
            NeedWatch needs,
            Clock clock,
            Consumer<Throwable> trouble) {
        this.automation = automation;
        this.watch = automation.definition().watch().orElseThrow();
        this.inbox = new Inbox(watch);
        this.hub = hub;
        this.ledger = ledger;
        this.events = events;
        this.clock = clock;
        this.trouble = trouble;
        this.patience = new Patience(automation, clock);
        this.settling = new Settling(clock);
        this.mount = new MountWait(automation, events);
        var name = automation.name().text();
        this.due =
                new DueInputs(
                        automation,
                        runner,
                        clock,
                        trouble,
                        this::leftAfterRun,
                        () ->
                                pauses.current(name, clock.now()).isPresent()
                                        || needs.makesWait(automation));
        this.rounds =
                new Rounds(
                        Thread.ofVirtual().name("watch-" + automation.name()),
                        clock,
                        this::lookAgainAfter,
                        () -> Apart.make(List.of(watch.folder()), this::step));
    }

    public void start() {
        rounds.start();
    }

    /// Waits until what lies in the folder has been seen: what comes later has arrived.
    ///
    /// @return false where that takes longer
    public boolean awaitFirstLook(Duration patience) throws InterruptedException {
        return firstLook.await(patience.toNanos(), NANOSECONDS);
    }

    public State state() {
        return state;
    }

    public Automation automation() {
        return automation;
    }

    /// Ends the watching; runs that work go on.
    @Override
    public void close() throws IOException {
        rounds.close();
        due.close();
        for (var watcher : List.copyOf(watchers.values())) {
            hub.remove(watcher);
        }
    }

    @Override
    public void event(Path folder, Inotify.Event event) {
        boolean self =
                event.has(IN_DELETE_SELF)
                        || event.has(IN_MOVE_SELF)
                        || event.has(IN_UNMOUNT)
                        || event.ignored();
        signals.add(
                self
                        ? new Signal.FolderGone(folder)
                        : new Signal.Named(folder.resolve(event.path()), event.mask()));
    }

    @Override
    public void overflow() {
        signals.add(new Signal.LookAgain());
    }

    private void lookAgainAfter(Throwable e) {
        trouble.accept(e);
        signals.add(new Signal.LookAgain());
    }

    private void step() throws IOException, InterruptedException {
        listen();
        if (mount.look(clock.now()) == MountWait.Now.SILENT) {
            firstLook.countDown();
            nextScan = clock.nanos(); // as soon as it answers
            clock.sleep(LOOK_FOR_FOLDER);
            return;
        }
        if (watchers.isEmpty() && state != State.POLLED) {
            arm();
        }
        if (clock.nanos() >= nextLook && state != State.MISSING) {
            lookAtFolder();
        }
        if (clock.nanos() >= nextScan && state != State.MISSING) {
            scan();
        }
        firstLook.countDown();
        takeHeard();
        forgetLeft();
        settling.still().forEach(due::add);
    }

    /// Starts to look after the folder, or waits a little for it to appear.
    private void arm() throws IOException, InterruptedException {
        if (!inbox.isThere()) {
            state = State.MISSING;
            firstLook.countDown();
            clock.sleep(LOOK_FOR_FOLDER);
            return;
        }
        folder = FileId.following(watch.folder());
        if (Mounts.isNetwork(Mounts.of(watch.folder()))) {
            poll("the kernel reports nothing from this network mount");
        } else {
            watchFolder(watch.folder());
        }
        if (state != State.POLLED) {
            state = State.WATCHED;
        }
        nextScan = clock.nanos();
        nextLook = clock.nanos() + LOOK_AT_FOLDER.toNanos();
    }

    /// The kernel watches folders, not paths: it says nothing where another folder took the watched
    /// one's place together with the folder above it, or a file system was mounted over it.
    private void lookAtFolder() throws IOException {
        nextLook = clock.nanos() + LOOK_AT_FOLDER.toNanos();
        var now = FileId.following(watch.folder());
        if (!now.flatMap(n -> folder.map(n::sameFile)).orElse(false)) {
            folderGone(watch.folder());
        }
    }

    private void watchFolder(Path folder) throws IOException {
        if (watchers.containsKey(folder) || state == State.POLLED) {
            return;
        }
        try {
            watchers.put(folder, hub.add(folder, MASK, this));
        } catch (WatchLimit e) {
            poll("no more watches are allowed (fs.inotify.max_user_watches)");
        }
    }

    private void poll(String why) throws IOException {
        if (state != State.POLLED) {
            state = State.POLLED;
            note(
                    "polled",
                    PathBytes.shown(watch.folder())
                            + " is looked at every "
                            + POLL.toSeconds()
                            + " s: "
                            + why);
        }
    }

    /// Compares what lies there with the ledger.
    private void scan() throws IOException {
        nextScan = clock.nanos() + (state == State.POLLED ? POLL : RECONCILE).toNanos();
        if (!inbox.isThere()) {
            folderGone(watch.folder());
            return;
        }
        var contents = inbox.contents();
        for (var folder : contents.folders()) {
            watchFolder(folder);
        }
        if (!ledger.isWatched(automation.name().text(), watch.folder())) {
            firstStart(contents);
            return;
        }
        boolean coarseTimes = Mounts.hasCoarseTimes(Mounts.of(watch.folder()));
        var known = new HashMap<Path, LedgerEntry>();
        ledger.all(automation.name().text()).forEach(e -> known.put(e.path(), e));
        for (var file : contents.files()) {
            var entry = known.remove(file.path());
            if (entry == null || !isDone(entry, file.id(), coarseTimes)) {
                settle(file, age());
            }
        }
        for (var path : known.keySet()) {
            // One that came, and was handled, since the folder was read has not left.
            if (inbox.input(path).isEmpty()) {
                hasLeft(path);
            }
        }
        forgetLeft(); // the next signal may be hours away, and Fettle dead by then
    }

    /// Whether nothing is to be done with it. What waits to be asked for was never read.
    private static boolean isDone(LedgerEntry entry, FileId id, boolean coarseTimes) {
        return switch (entry.state()) {
            case LOST -> false;
            case WAITING -> entry.looksLike(id);
            case HANDLED, SET_ASIDE -> entry.certainlyUnchanged(id, coarseTimes);
        };
    }

    /// What lies there when an automation first starts is handled if it is little; a heap of old
    /// files waits to be asked for.
    private void firstStart(Inbox.Contents contents) throws IOException {
        boolean handle = watch.existing() || contents.files().size() <= HANDLED_AT_FIRST_START;
        var waiting = new ArrayList<LedgerEntry>();
        if (!handle) {
            for (var file : contents.files()) {
                waiting.add(
                        LedgerEntry.of(
                                file.path(),
                                file.id(),
                                Instant.EPOCH,
                                "",
                                InputState.WAITING,
                                Optional.of("it lay there at the first start"),
                                Optional.empty()));
            }
            note(
                    "waiting",
                    "%d files lay in %s before; `fettle run %s --all` handles them"
                            .formatted(
                                    waiting.size(),
                                    PathBytes.shown(watch.folder()),
                                    automation.name()));
        }
        ledger.watched(automation.name().text(), watch.folder(), clock.now(), waiting);
        if (handle) {
            contents.files().forEach(file -> settle(file, age()));
        }
    }

    private void listen() throws InterruptedException {
        var first = heard.isEmpty() ? signals.poll(untilNext().toNanos(), NANOSECONDS) : null;
        if (first != null) {
            heard.add(first);
            signals.drainTo(heard, MOST_SIGNALS_AT_ONCE);
        }
    }

    private void takeHeard() throws IOException {
        var batch = List.copyOf(heard);
        heard.clear();
        for (var signal : batch) {
            switch (signal) {
                case Signal.Named(var path, int mask) -> named(path, mask);
                case Signal.LookAgain() -> scan();
                case Signal.FolderGone(var folder) -> folderGone(folder);
            }
        }
    }

    private Duration untilNext() {
        if (state == State.MISSING) {
            return Duration.ZERO;
        }
        long look = Math.min(nextScan, nextLook) - clock.nanos();
        return Duration.ofNanos(Math.max(0, Math.min(look, settling.untilNext().toNanos())));
    }

    private void named(Path path, int mask) throws IOException {
        if ((mask & Inotify.IN_ISDIR) != 0) {
            folderNamed(path, mask);
        } else if ((mask & (IN_DELETE | IN_MOVED_FROM)) != 0) {
            settling.remove(path);
            hasLeft(path);
        } else {
            forgetLeft(); // before what comes after it in the same name
            var file = inbox.input(path);
            if (file.isPresent()) {
                arrived(file.get(), mask);
            }
        }
    }

    private void arrived(Inbox.Lying file, int mask) throws IOException {
        if ((mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) != 0) {
            var settle = patience.afterItsWriter(file.id());
            if (settle.isZero()) {
                settling.remove(file.path());
                due.add(file.path());
            } else {
                settling.add(file.path(), file.id(), settle);
            }
        } else if (patience.cameWhole(file)) {
            settle(file, Age.UNKNOWN);
        }
    }

    private void folderNamed(Path folder, int mask) throws IOException {
        if (!inbox.canBeEntered(folder)) {
            return;
        }
        if ((mask & (IN_CREATE | IN_MOVED_TO)) != 0) {
            var contents = inbox.below(folder);
            for (var each : contents.folders()) {
                watchFolder(each);
            }
            // Files may have come before the watch did: look once more below what was just watched.
            inbox.below(folder).files().forEach(file -> settle(file, Age.UNKNOWN));
        } else if ((mask & (IN_DELETE | IN_MOVED_FROM)) != 0) {
            folderGone(folder);
            nextScan = clock.nanos();
        }
    }

    private void folderGone(Path folder) throws IOException {
        for (var each : List.copyOf(watchers.keySet())) {
            if (each.startsWith(folder)) {
                hub.remove(Objects.requireNonNull(watchers.remove(each)));
            }
        }
        if (folder.equals(watch.folder())) {
            settling.clear();
            state = State.MISSING;
        }
    }

    /// The file has left: a later arrival of the same content is new.
    private void hasLeft(Path path) {
        if (!due.hasLeft(path)) {
            left.add(path);
        }
    }

    /// What left while a run worked on it is forgotten before what came after it is looked at.
    private void leftAfterRun(Path path) {
        try {
            ledger.left(automation.name().text(), Set.of(path));
        } catch (IOException e) {
            trouble.accept(e);
            signals.add(new Signal.LookAgain());
        }
    }

    private void forgetLeft() throws IOException {
        if (!left.isEmpty()) {
            ledger.left(automation.name().text(), left);
            left.clear();
        }
    }

    private enum Age {
        /// Its times can be held against the clock.
        KNOWN,
        /// It may have been moved in with old times: only watching tells whether it is still.
        UNKNOWN
    }

    private Age age() {
        return state == State.POLLED ? Age.UNKNOWN : Age.KNOWN;
    }

    private void settle(Inbox.Lying file, Age age) {
        var still = patience.unannounced(file.id());
        if (age == Age.KNOWN && patience.isOver(file.id(), still)) {
            due.add(file.path());
        } else {
            settling.add(file.path(), file.id(), still);
        }
    }

    private void note(String kind, String text) throws IOException {
        events.add(new Event(clock.now(), Optional.of(automation.name().text()), kind, text));
    }
}
