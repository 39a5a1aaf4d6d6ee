package dev.fettle.check;

import java.io.IOException;
import java.util.List;

/// A check that holds what it looks at against what was there when all went well first: which
/// repository, which disk.
interface PinnedCheck extends Check {
    /// Whether it is still there and the same: the cheapest look of all, which a run can afford to
    /// wait for. Nothing is found where nothing is known yet.
    List<Finding> before(Evidence evidence) throws IOException, InterruptedException;

    /// What is there now, to be taken for the right one.
    ///
    /// @param further whether what is known stays right beside it
    List<Finding> today(Evidence evidence, boolean further)
            throws IOException, InterruptedException;
}
