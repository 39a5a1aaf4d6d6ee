package dev.fettle.history;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// One execution of an automation, as it is recorded.
///
/// @param seq its place in the order of requests
/// @param dry whether nothing of it was to be published
/// @param boot the machine's boot in which it was requested
/// @param outcome one of the words of [Outcome]; empty while it is unfinished
/// @param bad whether its owner says that its result was wrong, though it passed
public record Run(
        long seq,
        RunId id,
        String automation,
        Trigger trigger,
        Optional<Instant> due,
        boolean dry,
        String boot,
        Instant requestedAt,
        Optional<Instant> startedAt,
        Optional<Duration> duration,
        int attempts,
        Optional<String> outcome,
        Optional<String> reason,
        OptionalInt exitCode,
        Path log,
        boolean bad) {
    public static final String MACHINE_DIED = "the machine was shut down";

    /// The same in its place among all requests.
    Run at(long place) {
        return notOver(place, startedAt);
    }

    /// The same, started.
    public Run begun(Instant at) {
        return notOver(seq, Optional.of(at));
    }

    private Run notOver(long place, Optional<Instant> start) {
        return new Run(
                place,
                id,
                automation,
                trigger,
                due,
                dry,
                boot,
                requestedAt,
                start,
                duration,
                attempts,
                outcome,
                reason,
                exitCode,
                log,
                bad);
    }

    /// The same at its end. Of a clock that was set back meanwhile it took no time.
    public Run over(Outcome how, int starts, Instant at) {
        var took = Duration.between(startedAt.orElse(requestedAt), at);
        return new Run(
                seq,
                id,
                automation,
                trigger,
                due,
                dry,
                boot,
                requestedAt,
                startedAt,
                Optional.of(Duration.ofMillis(Math.max(0, took.toMillis()))),
                starts,
                Optional.of(how.word()),
                how.reason(),
                how.exitCode(),
                log,
                bad);
    }

    /// The same, given up before anything of it was begun.
    public Run givenUp(Outcome how) {
        return over(how, 0, startedAt.orElse(requestedAt));
    }

    /// When it ended, or as much of that as is known.
    public Instant endedAt() {
        return startedAt.orElse(requestedAt).plus(duration.orElse(Duration.ZERO));
    }

    /// Whether its outcome says something about the automation: neither dry nor given up.
    public boolean counts() {
        return isFinished() && !dry && !outcome.equals(Optional.of("cancelled"));
    }

    public boolean isFinished() {
        return outcome.isPresent();
    }

    /// Whether the machine died under it.
    public boolean isLostWithTheMachine() {
        return outcome.equals(Optional.of("lost")) && reason.equals(Optional.of(MACHINE_DIED));
    }

    public boolean succeeded() {
        return outcome.equals(Optional.of("succeeded"));
    }

    /// Whether it is one to learn from: its result was published, and nobody found it wrong.
    public boolean isGood() {
        return succeeded() && !dry && !bad;
    }
}
