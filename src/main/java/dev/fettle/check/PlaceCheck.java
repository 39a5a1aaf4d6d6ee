package dev.fettle.check;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A check that looks at one thing which is no file of the result: a host, a mount, the log.
interface PlaceCheck extends Check {
    Judgement judge(Evidence evidence) throws IOException, InterruptedException;

    /// What it looks at, for the finding of one that passed.
    String place();

    @Override
    default List<Finding> examine(Evidence evidence) throws IOException, InterruptedException {
        var judgement = judge(evidence);
        return List.of(
                judgement instanceof Judgement.Good
                        ? Finding.passed(name(), Optional.empty(), place() + ": good")
                        : Finding.of(name(), Optional.empty(), judgement));
    }
}
