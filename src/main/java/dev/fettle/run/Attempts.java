package dev.fettle.run;

import dev.fettle.automation.Definition;
import dev.fettle.automation.Retry;
import dev.fettle.automation.RunCommand;
import dev.fettle.history.RunId;
import dev.fettle.platform.Clock;
import dev.fettle.platform.Shim;
import dev.fettle.platform.ShimOrder;
import dev.fettle.platform.ShimRedactor;
import dev.fettle.platform.ShimState;
import dev.fettle.publish.Staging;
import dev.fettle.secret.Given;
import dev.fettle.store.StateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// The second station: starts the program, or takes up one that an earlier Fettle started, waits
/// for its end, and starts it again where `retry` or exit code 75 asks for it.
final class Attempts {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /// A program that writes as fast as the disk takes it fills a gigabyte in a second: its log is
    /// looked at early, and often once it is known to be a flood.
    private static final Duration FIRST_LOOK = Duration.ofMillis(100);

    private static final Duration LOOK_AT_A_FLOOD = Duration.ofMillis(50);

    private static final int TEMPORARY_FAILURE = 75;
    private static final int LONGEST_DOUBLING = 10;

    private final StateFolder state;
    private final FolderSearch search;
    private final ProgramEnvironment environment;
    private final RunGroups groups;
    private final Clock clock;

    Attempts(
            StateFolder state,
            FolderSearch search,
            ProgramEnvironment environment,
            RunGroups groups,
            Clock clock) {
        this.state = state;
        this.search = search;
        this.environment = environment;
        this.groups = groups;
        this.clock = clock;
    }

    /// @param attempts how many starts there were, those before this one among them
    /// @param took how long the last one worked, where somebody saw it end
    record Ended(Exit exit, int attempts, Optional<Duration> took) {}

    private record Watched(Exit exit, Optional<Duration> took) {}

    /// Carries the newest attempt to its end, and those that follow it.
    ///
    /// @param anew whether the newest attempt belongs to bytes that were thrown away
    Ended of(
            Preparation.Prepared prepared,
            boolean anew,
            Progress progress,
            Cancellation cancellation)
            throws IOException, InterruptedException {
        var work = prepared.work();
        int newest = work.folder().newestAttempt();
        int number = newest == 0 ? 1 : newest + (anew ? 1 : 0);
        int retries = newest == 0 ? 0 : retriesBefore(work.folder().attempt(newest));
        while (true) {
            var folder = work.folder().attempt(number);
            progress.reached(work.run(), new Progress.Stage.Working(number));
            var watched = one(prepared, folder, retries, cancellation);
            var exit = watched.exit();
            groups.clear(work.run().id().text());
            var pause = pauseBeforeNext(exit, work.automation().definition(), retries);
            if (pause.isEmpty() || !waited(pause.get(), cancellation)) {
                return new Ended(
                        cancellation.isWanted() && pause.isPresent() ? new Exit.Cancelled() : exit,
                        number,
                        watched.took());
            }
            new LogFile(work.run().log()).note("attempt %d follows".formatted(number + 1));
            if (prepared.staging().isPresent()) {
                prepared.staging().get().clear();
            }
            number++;
            retries++;
        }
    }

    private static int retriesBefore(AttemptFolder folder) throws IOException {
        return folder.begun().map(AttemptFolder.Begun::retries).orElse(0);
    }

    /// Empty where no further attempt follows.
    private static Optional<Duration> pauseBeforeNext(Exit exit, Definition definition, int used) {
        Optional<Retry> retry =
                switch (exit) {
                    case Exit.Code(int code) when code == TEMPORARY_FAILURE ->
                            Optional.of(definition.retry().orElse(Retry.TEMPORARY_FAILURE));
                    case Exit.Code _, Exit.TookTooLong _ -> definition.retry();
                    case Exit.Clean(), Exit.Cancelled(), Exit.Vanished _ -> Optional.empty();
                };
        return retry.filter(r -> used < r.times()).map(r -> backoff(r.pause(), used));
    }

    /// Twice as long each time, up to a tenth longer by chance, so that what failed together does
    /// not come back together.
    private static Duration backoff(Duration first, int used) {
        long millis = first.toMillis() << Math.min(used, LONGEST_DOUBLING);
        return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 10 + 1));
    }

    /// False where the wait was broken off by a cancellation.
    private boolean waited(Duration pause, Cancellation cancellation) throws InterruptedException {
        long end = clock.nanos() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0; left = end - clock.nanos()) {
            if (cancellation.isWanted()) {
                return false;
            }
            clock.sleep(Duration.ofNanos(Math.min(left, Duration.ofMillis(100).toNanos())));
        }
        return true;
    }

    private Watched one(
            Preparation.Prepared prepared,
            AttemptFolder folder,
            int retries,
            Cancellation cancellation)
            throws IOException, InterruptedException {
        var begun = folder.begun();
        if (begun.isPresent() && folder.isStarted()) { // by another Fettle, or by this one before
            boolean works = Shim.look(folder.path()) instanceof ShimState.Working;
            var exit = awaited(prepared.work(), folder, begun.get(), cancellation);
            return new Watched(exit, works ? since(begun.get()) : Optional.empty());
        }
        var definition = prepared.work().automation().readme();
        var fresh = new AttemptFolder.Begun(clock.nanos(), retries, definition);
        start(prepared, folder, fresh);
        var exit = awaited(prepared.work(), folder, fresh, cancellation);
        return new Watched(exit, since(fresh));
    }

    private Optional<Duration> since(AttemptFolder.Begun begun) {
        return Optional.of(Duration.ofNanos(clock.nanos() - begun.nanos()));
    }

    private void start(
            Preparation.Prepared prepared, AttemptFolder folder, AttemptFolder.Begun begun)
            throws IOException {
        var work = prepared.work();
        var automation = search.now(work.automation());
        var cache = state.caches().resolve(search.cacheOf(automation));
        RunFolder.makePrivate(cache);
        RunFolder.makePrivate(folder.path());
        new LogFile(work.run().log()).make();
        var staging = prepared.staging().map(Staging::folder);
        var list =
                work.isBatch()
                        ? Optional.of(work.folder().writeInputList(work.paths()))
                        : Optional.<Path>empty();
        var given = prepared.path().given();
        RunCommand program = automation.definition().run().orElseThrow();
        Shim.start(
                new ShimOrder(
                        folder.path(),
                        program.arguments(work.paths(), staging),
                        environment.of(
                                work,
                                prepared.path().text(),
                                folder.number(),
                                staging,
                                cache,
                                list,
                                given.variables(work.folder().secrets())),
                        automation.folder(),
                        automation.definition().surroundings().umask(),
                        work.run().log(),
                        begun.note(),
                        given.isEmpty() ? Optional.empty() : Optional.of(redactor(given)),
                        groups.make(work.run().id())));
    }

    private static ShimRedactor redactor(Given given) {
        var end = RunId.random().text() + RunId.random().text();
        return new ShimRedactor(end, given.redaction().script(end, ShimRedactor.ANSWER));
    }

    private Exit awaited(
            Work work, AttemptFolder folder, AttemptFolder.Begun begun, Cancellation cancellation)
            throws IOException, InterruptedException {
        var log = new LogFile(work.run().log());
        var end = ShimEnd.of(folder.path());
        var limit = work.automation().definition().timeout();
        var tree =
                new TreeSight(
                        ProgramEnvironment.cookie(work), folder.path(), work.run().id(), groups);
        var pause = FIRST_LOOK;
        while (!end.within(shorter(limit.map(l -> left(l, begun)), pause))) {
            if (!(Shim.look(folder.path()) instanceof ShimState.Working)) {
                break; // it ended in time, while Fettle was stopped or not there
            }
            if (cancellation.isWanted()) {
                tree.end(GRACE, clock, end);
                return new Exit.Cancelled();
            }
            if (limit.isPresent() && !left(limit.get(), begun).isPositive()) {
                tree.end(GRACE, clock, end);
                return new Exit.TookTooLong(limit.get());
            }
            boolean flood = log.keepWithinBounds();
            if (flood || pause.equals(LOOK)) { // many a small run is over before its tree matters
                tree.look();
            }
            pause = flood ? LOOK_AT_A_FLOOD : shorter(Optional.of(pause.multipliedBy(2)), LOOK);
        }
        return switch (Shim.look(folder.path())) {
            case ShimState.Ended(int status) -> Exit.of(status);
            case ShimState.Died _, ShimState.NotStarted _, ShimState.Working _ -> {
                tree.end(GRACE, clock, end);
                yield new Exit.Vanished("its shim was killed");
            }
        };
    }

    private Duration left(Duration limit, AttemptFolder.Begun begun) {
        return limit.minusNanos(clock.nanos() - begun.nanos());
    }

    private static Duration shorter(Optional<Duration> left, Duration other) {
        var bounded = left.filter(l -> l.compareTo(other) < 0).orElse(other);
        return bounded.isPositive() ? bounded : Duration.ZERO;
    }
}
