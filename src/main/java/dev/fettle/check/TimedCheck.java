package dev.fettle.check;

import dev.fettle.notation.Wording;
import dev.fettle.platform.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A check within its limit: over it, or denied something by the machine, it could not be made.
record TimedCheck(Check check, Clock clock) {
    static final Duration LIMIT = Duration.ofMinutes(1);

    /// When a check that can stop half-way should do so, and say how far it came.
    private static final Duration STOP = Duration.ofSeconds(45);

    private static final long LOOK_MILLIS = 100;

    /// How long one that was told to stop may take until it is left alone; it may hang in the
    /// kernel, on a share that does not answer.
    private static final long GRACE_MILLIS = 2000;

    /// Works on a thread of the operating system: a check computes for long stretches, and on a
    /// virtual thread it would keep all the others from their turn.
    ///
    /// What hardly reads anything needs neither thread nor limit, and is made after each run.
    List<Finding> examine(Evidence evidence) throws InterruptedException {
        if (check.cost() == Cost.RECALLS) {
            return recalled(evidence);
        }
        var begun = evidence.on(evidence.occasion().until(clock.nanos() + STOP.toNanos()));
        var task = new FutureTask<>(() -> check.examine(begun));
        var thread = Thread.ofPlatform().daemon().name("check " + check.name()).start(task);
        try {
            return await(task, thread);
        } catch (InterruptedException e) {
            stop(thread);
            throw e;
        } catch (ExecutionException e) {
            return findings(e);
        }
    }

    private List<Finding> recalled(Evidence evidence) throws InterruptedException {
        try {
            return check.examine(evidence);
        } catch (IOException e) {
            return unmade("unreadable", check.name() + ": " + Reasons.of(e));
        }
    }

    private List<Finding> await(FutureTask<List<Finding>> task, Thread thread)
            throws InterruptedException, ExecutionException {
        long end = clock.nanos() + check.limit().toNanos();
        var found = look(task);
        while (found.isEmpty() && clock.nanos() - end < 0) {
            found = look(task);
        }
        if (found.isPresent()) {
            return found.get();
        }
        stop(thread);
        return unmade(
                "too-slow",
                "%s: not done after %s".formatted(check.name(), Wording.duration(check.limit())));
    }

    private static Optional<List<Finding>> look(FutureTask<List<Finding>> task)
            throws InterruptedException, ExecutionException {
        try {
            return Optional.of(task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        }
    }

    private static void stop(Thread thread) throws InterruptedException {
        thread.interrupt();
        thread.join(GRACE_MILLIS);
    }

    private List<Finding> findings(ExecutionException ended) {
        return switch (ended.getCause()) {
            case IOException e -> unmade("unreadable", check.name() + ": " + Reasons.of(e));
            // Last resorts: each check sees to it that a file cannot bring it there.
            case OutOfMemoryError _ ->
                    unmade("too-large", check.name() + ": there is not enough memory for it");
            case StackOverflowError _ ->
                    unmade("too-deep", check.name() + ": it goes deeper than can be followed");
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> throw new IllegalStateException("a check ended strangely", ended);
        };
    }

    private List<Finding> unmade(String code, String why) {
        return List.of(Finding.of(check.name(), Optional.empty(), new Judgement.Unmade(code, why)));
    }
}
