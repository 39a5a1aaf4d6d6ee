package dev.fettle.trigger;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Watch;
import dev.fettle.platform.Apart;
import dev.fettle.platform.Clock;
import dev.fettle.run.Cancellation;
import dev.fettle.run.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Files of one watched folder that are due, and those that are being worked on. The files
/// themselves are the durable queue: this one only remembers where to look. Thread-safe.
final class DueInputs implements AutoCloseable {
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final Duration WHILE_RESTING = Duration.ofSeconds(1);
    private static final Duration WHILE_AWAY = Duration.ofSeconds(2);
    private static final Duration AFTER_BLOCKED = Duration.ofSeconds(5);
    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final int LONGEST_DOUBLING = 7;
    private static final Duration BATCH_STILL = Duration.ofSeconds(2);
    private static final int LARGEST_BATCH = 500;

    /// Beyond those that may work at once: while one run is recorded, the next one works.
    private static final int RECORDING = 2;

    private final Automation automation;
    private final InputRunner runner;
    private final Clock clock;
    private final Consumer<Throwable> trouble;
    private final Consumer<Path> leftMeanwhile;
    private final Rest rest;
    private final boolean batch;
    private final int atOnce;

    private final Set<Path> due = new LinkedHashSet<>();
    private final Set<Path> working = new HashSet<>();
    private final Set<Path> dirty = new HashSet<>();
    private final Set<Path> left = new HashSet<>();

    /// How often in a row the machine denied it.
    private final Map<Path, Integer> denied = new HashMap<>();

    private int workers;
    private long batchNotBefore;
    private boolean closed;

    /// Whether the automation rests, by its user's will or for want of something: its inputs wait.
    @FunctionalInterface
    interface Rest {
        boolean isWanted() throws IOException;
    }

    DueInputs(
            Automation automation,
            InputRunner runner,
            Clock clock,
            Consumer<Throwable> trouble,
            Consumer<Path> leftMeanwhile,
            Rest rest) {
        this.automation = automation;
        this.runner = runner;
        this.clock = clock;
        this.trouble = trouble;
        this.leftMeanwhile = leftMeanwhile;
        this.rest = rest;
        this.batch = !automation.definition().perFile();
        this.atOnce = batch ? 1 : automation.definition().parallel() + RECORDING;
    }

    /// This file is due. Where it is being worked on, it is looked at again afterwards.
    synchronized void add(Path file) {
        if (closed) {
            return;
        }
        if (working.contains(file)) {
            dirty.add(file);
            return;
        }
        due.add(file);
        if (batch) {
            var watch = automation.definition().watch();
            batchNotBefore =
                    clock.nanos() + watch.flatMap(Watch::settle).orElse(BATCH_STILL).toNanos();
        }
        if (workers < atOnce) {
            workers++;
            Thread.ofVirtual().name("due-" + automation.name()).start(this::work);
        }
    }

    /// @return whether it is being worked on: it is then forgotten after the run
    synchronized boolean hasLeft(Path file) {
        due.remove(file);
        dirty.remove(file);
        denied.remove(file);
        boolean isWorkedOn = working.contains(file);
        if (isWorkedOn) {
            left.add(file);
        }
        return isWorkedOn;
    }

    @Override
    public synchronized void close() {
        closed = true;
        due.clear();
    }

    private void work() {
        try {
            for (var next = next(); !next.isEmpty(); next = next()) {
                handle(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(List<Path> files) throws InterruptedException {
        var again = Duration.ZERO;
        try {
            var came =
                    Apart.from(
                            automation.definition().places(),
                            () ->
                                    runner.run(
                                            automation,
                                            files,
                                            Newness.Wanted.NEW,
                                            false,
                                            Progress.SILENT,
                                            new Cancellation()));
            again =
                    switch (came) {
                        case InputRunner.Came.Later(var after) -> after;
                        case InputRunner.Came.Ran(var _, boolean comes) when comes ->
                                longer(AFTER_BLOCKED, files.getFirst());
                        case InputRunner.Came.Ran _, InputRunner.Came.Nothing _ ->
                                handled(files.getFirst());
                    };
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            // Out of descriptors even a class may not be found: that too is over soon, and a worker
            // that it ended would be missed for good.
            trouble.accept(e);
            again = longer(AFTER_TROUBLE, files.getFirst());
        } finally {
            over(files, again);
        }
    }

    /// Soon at first, since most troubles are over soon; then twice as long each time.
    private synchronized Duration longer(Duration first, Path file) {
        int times = Math.min(denied.merge(file, 1, Integer::sum), LONGEST_DOUBLING);
        var pause = first.multipliedBy(1L << (times - 1));
        return pause.compareTo(AT_MOST) < 0 ? pause : AT_MOST;
    }

    private synchronized Duration handled(Path file) {
        denied.remove(file);
        return Duration.ZERO;
    }

    /// What is to be worked on next; empty where nothing is due, and the worker goes.
    private List<Path> next() throws InterruptedException {
        while (true) {
            long pause = isResting() ? WHILE_RESTING.toNanos() : 0;
            synchronized (this) {
                if (due.isEmpty() || closed) {
                    workers--;
                    return List.of();
                }
                if (batch && due.size() < LARGEST_BATCH) {
                    pause = Math.max(pause, batchNotBefore - clock.nanos());
                }
                if (pause <= 0) {
                    return taken();
                }
            }
            clock.sleep(Duration.ofNanos(pause));
        }
    }

    private boolean isResting() {
        try {
            return rest.isWanted();
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            trouble.accept(e); // the store cannot be asked: then no run can be kept either
            return true;
        }
    }

    private List<Path> taken() {
        var taken = new ArrayList<Path>();
        var each = due.iterator();
        while (each.hasNext() && taken.size() < (batch ? LARGEST_BATCH : 1)) {
            taken.add(each.next());
            each.remove();
        }
        taken.sort(null); // a batch is given by name, as by hand, however its files came
        working.addAll(taken);
        return taken;
    }

    private void over(List<Path> files, Duration again) {
        var look = new ArrayList<Path>();
        synchronized (this) {
            for (var file : files) {
                working.remove(file);
                if (left.remove(file)) {
                    leftMeanwhile.accept(file);
                }
                if (dirty.remove(file)) {
                    look.add(file);
                }
            }
        }
        if (again.isPositive()) {
            Thread.ofVirtual().start(() -> addLater(files, again));
        }
        look.forEach(this::add);
    }

    private void addLater(List<Path> files, Duration pause) {
        try {
            if (!waitedForNeeds()) {
                clock.sleep(pause);
            }
            files.forEach(this::add);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            trouble.accept(e);
            files.forEach(this::add);
        }
    }

    /// What a mount or a host keeps from running is not asked for again before that is back, and
    /// then at once.
    private boolean waitedForNeeds() throws IOException, InterruptedException {
        boolean waited = false;
        while (Apart.from(automation.definition().places(), () -> runner.away(automation))
                .isPresent()) {
            waited = true;
            clock.sleep(WHILE_AWAY);
        }
        return waited;
    }
}
