package dev.fettle.run;

import dev.fettle.history.RunId;
import dev.fettle.platform.ControlGroup;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A control group for each run, where the service manager left Fettle one to divide: whatever a
/// program forks away from itself is found there when its run must end. Without one, runs are ended
/// by what their processes inherit.
///
/// It is called after its run, so that the next Fettle finds it. What a program leaves running
/// stays in it once the run is over, as it would without.
final class RunGroups {
    private static final String PREFIX = "run-";

    private volatile Optional<ControlGroup> ground = Optional.empty();

    /// From now on each run has one.
    void divide(ControlGroup whole) {
        ground = Optional.of(whole);
    }

    /// For a program that is about to start. Empty also where the kernel makes no more of them:
    /// that is no reason not to run.
    Optional<ControlGroup> make(RunId run) {
        var group = ground.map(whole -> whole.child(PREFIX + run.text()));
        try {
            if (group.isPresent()) {
                group.get().make();
            }
            return group;
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// That of a program which is at work, whoever started it.
    ///
    /// @param shim the number of the program's shim; 0 where it is not known
    Optional<ControlGroup> of(RunId run, long shim) throws IOException {
        for (var whole : List.of(ground, ControlGroup.groundOf(shim))) {
            var group = whole.map(g -> g.child(PREFIX + run.text()));
            if (group.filter(ControlGroup::exists).isPresent()) {
                return group;
            }
        }
        return Optional.empty();
    }

    /// Takes a run's away once its program is over, unless something was left running there.
    void clear(String run) throws IOException {
        if (ground.isPresent()) {
            var _ = ground.get().child(PREFIX + run).remove();
        }
    }

    /// Those for which there is one.
    List<String> runs() throws IOException {
        return ground.isEmpty()
                ? List.of()
                : ground.get().children().stream()
                        .map(ControlGroup::name)
                        .filter(name -> name.startsWith(PREFIX))
                        .map(name -> name.substring(PREFIX.length()))
                        .toList();
    }
}
