package dev.fettle.run;

import dev.fettle.automation.Automation;
import dev.fettle.history.Input;
import dev.fettle.history.Run;
import java.nio.file.Path;
import java.util.List;

/// A run on its way: what was asked for, the definition it goes by, and the bytes it is given.
record Work(Run run, Automation automation, List<InputBytes> inputs, RunFolder folder) {
    Work {
        inputs = List.copyOf(inputs);
    }

    Work with(List<InputBytes> newInputs) {
        return new Work(run, automation, newInputs, folder);
    }

    List<Path> paths() {
        return inputs.stream().map(InputBytes::path).toList();
    }

    List<Input> recorded() {
        return inputs.stream().map(InputBytes::input).toList();
    }

    boolean isBatch() {
        return automation.definition().watch().isPresent() && !automation.definition().perFile();
    }
}
