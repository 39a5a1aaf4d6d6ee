package dev.fettle.check;

import dev.fettle.check.backup.Turns;
import dev.fettle.check.backup.Wakefulness;
import dev.fettle.platform.Clock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What checks may know of the run, beside its files.
///
/// @param log the run's log, where it has one
/// @param earlier the last good result, where there is one and a check compares with it
/// @param hours of the run and of the machine
/// @param turns at repositories
/// @param end by [Clock#nanos], when a check that can stop half-way should do so, to say how far it
///   came before its time is over
/// @param course how the run went, where it is one that others are like
public record Occasion(
        Clock clock,
        Optional<Path> log,
        Optional<Earlier> earlier,
        Hours hours,
        Turns turns,
        OptionalLong end,
        Optional<Course> course) {

    public Occasion(Clock clock, Optional<Path> log, Optional<Earlier> earlier) {
        this(
                clock,
                log,
                earlier,
                Hours.byTheWall(clock),
                Turns.NOBODY_ELSE,
                OptionalLong.empty(),
                Optional.empty());
    }

    /// @param begun when the run was begun, where it has a program
    public record Hours(Optional<Instant> begun, Wakefulness awake) {
        static Hours byTheWall(Clock clock) {
            return new Hours(Optional.empty(), moment -> Duration.between(moment, clock.now()));
        }
    }

    public Occasion at(Hours other) {
        return new Occasion(clock, log, earlier, other, turns, end, course);
    }

    public Occasion taking(Turns other) {
        return new Occasion(clock, log, earlier, hours, other, end, course);
    }

    /// The last good result of the same automation, and of the same input in a run per file.
    ///
    /// @param sameInput whether that run was given the same bytes; a run without inputs never was
    public record Earlier(List<Result> files, boolean sameInput) {
        public Earlier {
            files = List.copyOf(files);
        }
    }

    /// A published file.
    ///
    /// @param name relative to the folder that it was published to
    public record Result(Path name, long size, String sha256) {}

    Occasion until(long nanos) {
        return new Occasion(clock, log, earlier, hours, turns, OptionalLong.of(nanos), course);
    }

    Occasion with(Earlier other) {
        return new Occasion(clock, log, Optional.of(other), hours, turns, end, course);
    }

    public Occasion with(Course how) {
        return new Occasion(clock, log, earlier, hours, turns, end, Optional.of(how));
    }

    /// Whether it is time to stop half-way.
    boolean isLate() {
        return end.isPresent() && clock.nanos() - end.getAsLong() > 0;
    }
}
