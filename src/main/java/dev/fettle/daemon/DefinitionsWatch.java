package dev.fettle.daemon;

import static dev.fettle.platform.Inotify.IN_ATTRIB;
import static dev.fettle.platform.Inotify.IN_CLOSE_WRITE;
import static dev.fettle.platform.Inotify.IN_CREATE;
import static dev.fettle.platform.Inotify.IN_DELETE;
import static dev.fettle.platform.Inotify.IN_DELETE_SELF;
import static dev.fettle.platform.Inotify.IN_MOVED_FROM;
import static dev.fettle.platform.Inotify.IN_MOVED_TO;
import static dev.fettle.platform.Inotify.IN_ONLYDIR;

import dev.fettle.automation.Home;
import dev.fettle.automation.Readme;
import dev.fettle.platform.Clock;
import dev.fettle.platform.Inotify;
import dev.fettle.platform.Rounds;
import dev.fettle.platform.WatchLimit;
import dev.fettle.trigger.WatchHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Hears of every change to the home's definitions and calls for them to be read anew, once things
/// are quiet for a moment: editors write a file in several steps.
final class DefinitionsWatch implements AutoCloseable, WatchHub.Listener {
    private static final int MASK =
            IN_CLOSE_WRITE
                    | IN_MOVED_TO
                    | IN_MOVED_FROM
                    | IN_CREATE
                    | IN_DELETE
                    | IN_DELETE_SELF
                    | IN_ATTRIB
                    | IN_ONLYDIR;
    private static final Duration QUIET = Duration.ofMillis(50);

    /// A change that went unheard is found at the latest after this, where a look shows it.
    private static final Duration LOOK_ANYWAY = Duration.ofMinutes(1);

    /// All is read anew after this, whatever a look shows: the mode of a program is not looked at.
    private static final Duration READ_ANYWAY = Duration.ofMinutes(10);

    /// The same where the machine allows no more watches, or something waits for others.
    private static final Duration POLL = Duration.ofSeconds(2);

    private static final Set<String> DEFINITIONS = Set.of(Readme.FILE, Home.MARK);

    private final Home home;
    private final WatchHub hub;
    private final Clock clock;
    private final Reread reread;
    private final Map<Path, WatchHub.Watcher> watchers = new HashMap<>();
    private final Set<Path> gone = ConcurrentHashMap.newKeySet();
    private final Semaphore changed = new Semaphore(0);
    private final Rounds rounds;
    private volatile Duration lookAnyway = LOOK_ANYWAY;
    private HomeSight sight = HomeSight.NOTHING;
    private long readAt;
    private volatile boolean waits;

    /// Reads all definitions, and answers whether all is done: else it waits for others, and is to
    /// be made again.
    @FunctionalInterface
    interface Reread {
        boolean make() throws IOException, InterruptedException;
    }

    DefinitionsWatch(
            Home home, WatchHub hub, Clock clock, Reread reread, Consumer<Throwable> trouble) {
        this.home = home;
        this.hub = hub;
        this.clock = clock;
        this.reread = reread;
        this.rounds =
                new Rounds(Thread.ofVirtual().name("definitions"), clock, trouble, this::look);
    }

    void start() throws IOException {
        watchFolders();
        readAt = clock.nanos();
        rounds.start();
    }

    /// Reads them anew in a moment.
    void lookSoon() {
        changed.release();
    }

    /// A run is over, for which something may have waited.
    void aRunIsOver() {
        if (waits) {
            lookSoon();
        }
    }

    @Override
    public void event(Path folder, Inotify.Event event) {
        if (event.ignored() || event.has(IN_DELETE_SELF)) {
            gone.add(folder);
        }
        // A program that writes into its own folder is no change of a definition.
        var name = new String(event.name(), StandardCharsets.UTF_8);
        if (!event.has(IN_CLOSE_WRITE) || DEFINITIONS.contains(name)) {
            changed.release();
        }
    }

    @Override
    public void overflow() {
        changed.release();
    }

    @Override
    public void close() {
        rounds.close();
    }

    private void look() throws IOException, InterruptedException {
        var anyway = waits ? POLL : lookAnyway;
        boolean heard = changed.tryAcquire(anyway.toMillis(), TimeUnit.MILLISECONDS);
        if (heard) {
            do {
                changed.drainPermits();
                clock.sleep(QUIET);
            } while (changed.availablePermits() > 0);
        }
        watchFolders();
        var now = HomeSight.of(home);
        boolean longAgo = clock.nanos() - readAt >= READ_ANYWAY.toNanos();
        if (heard || waits || longAgo || !now.showsTheSameAs(sight)) {
            sight = HomeSight.NOTHING; // where they cannot be read, the next look tries again
            waits = true; // a run that is over from here on is heard
            try {
                waits = !reread.make();
            } catch (IOException e) {
                waits = false;
                throw e;
            }
            sight = now;
            readAt = clock.nanos();
        }
    }

    private void watchFolders() throws IOException {
        var folders = new HashMap<Path, Boolean>();
        folders.put(home.root(), true);
        try (var children = Files.list(home.root())) {
            children.filter(Files::isDirectory)
                    .filter(f -> !f.getFileName().toString().startsWith("."))
                    .forEach(f -> folders.put(f, true));
        }
        for (var known : List.copyOf(watchers.keySet())) {
            if (gone.remove(known) || !folders.containsKey(known)) {
                hub.remove(Objects.requireNonNull(watchers.remove(known)));
            }
        }
        try {
            for (var folder : folders.keySet()) {
                if (!watchers.containsKey(folder)) {
                    watchers.put(folder, hub.add(folder, MASK, this));
                }
            }
            lookAnyway = LOOK_ANYWAY;
        } catch (WatchLimit e) {
            lookAnyway = POLL;
        }
    }
}
