package dev.fettle.publish;

import dev.fettle.automation.Output;
import dev.fettle.history.RunId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/// The wish to publish what a run left in its staging.
///
/// @param run the run's number in the store
/// @param origin the one input of a per-file run
/// @param stillLies whether another input still lies in the watched folder and is one of this
///   automation's: decides what happens by default where two inputs give the same name
/// @param mayBeEmpty whether it is well that nothing was made
public record Order(
        long run,
        RunId id,
        String automation,
        Output output,
        Optional<Path> origin,
        Predicate<Path> stillLies,
        boolean mayBeEmpty) {}
