package dev.fettle.verb;

import dev.fettle.history.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `fettle runs`: the history, newest first.
public final class RunsVerb {
    private RunsVerb() {}

    /// @param automation empty for all
    public static List<RunView> answer(Workshop workshop, Optional<String> automation, int limit)
            throws IOException {
        List<Run> runs;
        if (automation.isPresent()) {
            runs = workshop.runs().newest(automation.get(), limit);
            if (runs.isEmpty()) {
                var plan = workshop.renames().plan(workshop.home().read());
                runs = workshop.runs().newest(plan.knownAs(automation.get()), limit);
            }
            if (runs.isEmpty()) {
                var _ = workshop.home().automation(automation.get()); // says where it is none
            }
        } else {
            runs = workshop.runs().newest(limit);
        }
        var views = new ArrayList<RunView>();
        for (var run : runs) {
            views.add(RunView.of(workshop, run));
        }
        return views;
    }
}
