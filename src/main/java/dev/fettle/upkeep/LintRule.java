package dev.fettle.upkeep;

import java.io.IOException;
import java.util.List;

/// One kind of thing that lint finds.
interface LintRule {
    List<Finding> findings(Subject subject) throws IOException;
}
