package dev.fettle.run;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Name;
import dev.fettle.history.RunId;
import dev.fettle.platform.FileLock;
import dev.fettle.platform.Shim;
import dev.fettle.platform.ShimState;
import dev.fettle.store.StateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Keeps automations that share a name under `exclusive` from working at the same time, over all
/// processes. Within a process whoever comes first goes first; between processes it is chance. Runs
/// of one automation may share the name, as far as its `parallel` lets them. Thread-safe.
///
/// A process that dies gives its locks back, but not its programs, which go on. So whoever works
/// under a name writes that into its lock's file, and whoever takes the lock looks whether one of
/// those still does.
final class Exclusives {
    private static final long LOOK_AGAIN_MILLIS = 100;
    private static final Pattern WORKER = Pattern.compile(Name.PATTERN + " [a-z0-9]{12}");

    private final StateFolder state;
    private final Path folder;
    private final Map<String, Room> rooms = new ConcurrentHashMap<>();

    Exclusives(StateFolder state) {
        this.state = state;
        this.folder = state.locks().resolve("exclusive");
    }

    /// Waits until no other automation works under its name, where it has one. Where it is
    /// cancelled it waits no longer, and nothing may be started: whoever asked looks at that first.
    ///
    /// @param waits is told on whom, where it has to wait
    Turn take(Automation automation, Consumer<List<String>> waits, Cancellation cancellation)
            throws IOException, InterruptedException {
        var turn = turn(automation, automation.definition().parallel());
        turn.enter(false, waits, cancellation);
        return turn;
    }

    /// The same for a run that was found: it may work already, and goes before all that wait.
    Turn takeUp(Optional<Automation> automation, RunId run)
            throws IOException, InterruptedException {
        if (automation.isEmpty()) {
            return new Turn(Optional.empty(), "", 0); // of which nothing is carried out
        }
        var turn = turn(automation.get(), Integer.MAX_VALUE);
        turn.enter(true, _ -> {}, new Cancellation());
        turn.isOf(run);
        return turn;
    }

    private Turn turn(Automation automation, int parallel) {
        var name = automation.definition().exclusive();
        return new Turn(name.map(this::room), automation.name().text(), parallel);
    }

    private Room room(String name) {
        return rooms.computeIfAbsent(name, each -> new Room(file(each)));
    }

    /// On whom a run of this automation would have to wait: on nobody, as a rule.
    List<String> othersAtWork(Automation automation) throws IOException {
        var name = automation.definition().exclusive();
        return name.isPresent() ? atWork(file(name.get()), automation.name().text()) : List.of();
    }

    /// Others that work under the name of this file, or check and publish what they made, as `RUN
    /// of AUTOMATION`.
    private List<String> atWork(Path file, String automation) throws IOException {
        var found = new ArrayList<String>();
        boolean held = FileLock.isHeld(file);
        for (var each : named(file)) {
            boolean other = !each.automation().equals(automation);
            if (other && (works(each.run()) || held && RunFolder.of(state, each.run()).exists())) {
                found.add(each.run() + " of " + each.automation());
            }
        }
        return found;
    }

    /// Who wrote down that it works.
    private record Worker(String automation, RunId run) {}

    private static List<Worker> named(Path file) throws IOException {
        var found = new ArrayList<Worker>();
        for (var line : lines(file)) {
            if (WORKER.matcher(line).matches()) { // after a power cut it may be anything
                var words = line.split(" ", 2);
                found.add(new Worker(words[0], new RunId(words[1])));
            }
        }
        return found;
    }

    private boolean works(RunId run) throws IOException {
        var folder = RunFolder.of(state, run);
        int newest = folder.newestAttempt();
        return newest > 0 && Shim.look(folder.attempt(newest).path()) instanceof ShimState.Working;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ".lock");
    }

    /// The right to work, under a name or without one. Must be told of which run it is before that
    /// works; closing it twice is closing it once.
    static final class Turn implements AutoCloseable {
        private final Optional<Room> room;
        private final String automation;
        private final int parallel;

        private Turn(Optional<Room> room, String automation, int parallel) {
            this.room = room;
            this.automation = automation;
            this.parallel = parallel;
        }

        private void enter(boolean first, Consumer<List<String>> waits, Cancellation cancellation)
                throws IOException, InterruptedException {
            if (room.isPresent()) {
                room.get().enter(this, first, waits, cancellation);
            }
        }

        void isOf(RunId run) throws IOException {
            if (room.isPresent()) {
                var line = automation + " " + run + "\n";
                Files.writeString(room.get().file, line, StandardOpenOption.APPEND);
            }
        }

        @Override
        public void close() {
            room.ifPresent(each -> each.leave(this));
        }
    }

    /// One name, as this process sees it.
    private final class Room {
        private final Path file;
        private final Deque<Turn> waiting = new ArrayDeque<>();
        private final List<Turn> working = new ArrayList<>();
        private @Nullable FileLock lock;

        private Room(Path file) {
            this.file = file;
        }

        private synchronized void enter(
                Turn turn, boolean first, Consumer<List<String>> waits, Cancellation cancellation)
                throws IOException, InterruptedException {
            if (first) {
                waiting.addFirst(turn);
            } else {
                waiting.addLast(turn);
            }
            try {
                for (boolean told = false; !mayEnter(turn); told = true) {
                    if (cancellation.isWanted()) {
                        return;
                    }
                    if (!told) {
                        waits.accept(atWork(file, turn.automation));
                    }
                    wait(LOOK_AGAIN_MILLIS);
                }
                working.add(turn);
            } finally {
                waiting.remove(turn);
                notifyAll();
            }
        }

        private boolean mayEnter(Turn turn) throws IOException {
            if (waiting.element() != turn) {
                return false;
            }
            if (working.isEmpty()) {
                return takesLock(turn);
            }
            return working.getFirst().automation.equals(turn.automation)
                    && working.size() < turn.parallel;
        }

        /// What another process left at work keeps the name.
        private boolean takesLock(Turn turn) throws IOException {
            RunFolder.makePrivate(folder);
            var taken = FileLock.tryLock(file);
            if (taken.isEmpty()) {
                return false;
            }
            boolean left = false;
            for (var each : named(file)) {
                if (works(each.run())) {
                    if (!each.automation().equals(turn.automation)) {
                        taken.get().close();
                        return false;
                    }
                    left = true;
                }
            }
            if (!left) {
                Files.write(file, new byte[0]); // so that it does not grow for ever
            }
            lock = taken.get();
            return true;
        }

        private synchronized void leave(Turn turn) {
            working.remove(turn);
            if (working.isEmpty() && lock != null) {
                lock.close();
                lock = null;
            }
            notifyAll();
        }
    }
}
