package dev.fettle.run;

import dev.fettle.automation.Automation;
import dev.fettle.check.Learned;
import dev.fettle.history.Input;
import dev.fettle.history.Run;
import dev.fettle.platform.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A run on its way: what was asked for, the definition it goes by, and the bytes it is given.
///
/// @param reread whether the inputs may have other bytes than those that were asked for
/// @param learned what was seen before its start and is to be kept if it ends well
record Work(
        Run run,
        Automation automation,
        List<InputBytes> inputs,
        RunFolder folder,
        boolean reread,
        List<Learned> learned) {
    Work {
        inputs = List.copyOf(inputs);
        learned = List.copyOf(learned);
    }

    Work(Run run, Automation automation, List<InputBytes> inputs, RunFolder folder) {
        this(run, automation, inputs, folder, false, List.of());
    }

    private Work with(List<InputBytes> newInputs) {
        return new Work(run, automation, newInputs, folder, true, learned);
    }

    Work learning(List<Learned> seen) {
        return new Work(run, automation, inputs, folder, reread, seen);
    }

    /// The same where its folder has another name by now.
    Work in(Automation moved) {
        return new Work(run, moved, inputs, folder, reread, learned);
    }

    List<Path> paths() {
        return inputs.stream().map(InputBytes::path).toList();
    }

    /// Whether a link has taken the place of one of the inputs since they were read.
    boolean isLedAway(Clock clock) throws IOException {
        for (var input : inputs) {
            if (input.since(clock) instanceof InputBytes.Since.LedAway) {
                return true;
            }
        }
        return false;
    }

    /// Whether the bytes of an input are no longer those that the program was given. One that is
    /// gone was taken by the program itself.
    boolean hasChanged(Clock clock) throws IOException {
        for (var input : inputs) {
            switch (input.since(clock)) {
                case InputBytes.Since.Changed _, InputBytes.Since.LedAway() -> {
                    return true;
                }
                case InputBytes.Since.Same _, InputBytes.Since.Gone() -> {}
            }
        }
        return false;
    }

    /// The same with the bytes that its inputs have now.
    Work reread(Clock clock) throws IOException {
        var now = new ArrayList<InputBytes>();
        for (var input : inputs) {
            now.add(
                    switch (input.since(clock)) {
                        case InputBytes.Since.Same(var same) -> same;
                        case InputBytes.Since.Changed(var other) -> other;
                        case InputBytes.Since.Gone(), InputBytes.Since.LedAway() -> input;
                    });
        }
        return with(now);
    }

    Optional<List<Input>> otherInputs() {
        return reread
                ? Optional.of(inputs.stream().map(InputBytes::input).toList())
                : Optional.empty();
    }

    boolean isBatch() {
        return automation.definition().takesBatches();
    }
}
