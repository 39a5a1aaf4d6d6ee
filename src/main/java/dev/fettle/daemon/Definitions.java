package dev.fettle.daemon;

import dev.fettle.automation.Reading;
import dev.fettle.health.RenamePlan;
import dev.fettle.trigger.Followers;
import dev.fettle.trigger.NeedWatch;
import dev.fettle.trigger.Schedules;
import dev.fettle.verb.Workshop;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// Hands the home's definitions to all who act by them. Where a folder was renamed they rest first,
/// under its old name and under the new; then its history moves, and they go on under the new one.
record Definitions(
        Workshop workshop,
        FolderWatches watches,
        IncidentWatch incidents,
        Schedules schedules,
        Followers followers,
        NeedWatch needs,
        Cautioning cautions) {

    /// Tells what is to be known before anything is published.
    @FunctionalInterface
    interface Cautioning {
        void tell(List<Reading> readings) throws InterruptedException;
    }

    /// What is read at the start, when nobody acts yet.
    static RenamePlan first(Workshop workshop) throws IOException {
        var renames = workshop.renames();
        var plan = looked(workshop);
        if (!renames.carryOut(plan).isEmpty()) {
            plan = looked(workshop);
        }
        renames.note(plan);
        return plan;
    }

    /// @return the plan, for whoever wants to know what is left
    RenamePlan readAnew() throws IOException, InterruptedException {
        var renames = workshop.renames();
        var plan = looked(workshop);
        if (!plan.isNothing()) {
            become(plan, Set.of());
            var changed = renames.carryOut(plan);
            if (changed.isEmpty()) {
                return plan;
            }
            plan = looked(workshop);
            renames.note(plan);
            become(plan, changed);
            return plan;
        }
        renames.note(plan);
        become(plan, Set.of());
        return plan;
    }

    private static RenamePlan looked(Workshop workshop) throws IOException {
        return workshop.renames().plan(workshop.home().read(), _ -> true);
    }

    /// @param renamed names that mean other automations than before
    private void become(RenamePlan plan, Set<String> renamed)
            throws IOException, InterruptedException {
        var readings = plan.toStart();
        cautions.tell(readings);
        watches.become(readings);
        needs.become(readings);
        schedules.renamed(renamed);
        schedules.become(readings);
        followers.become(readings);
        incidents.become(plan.toLookAt());
    }
}
