package dev.fettle.verb;

import dev.fettle.automation.Output;
import dev.fettle.automation.Reading;
import dev.fettle.history.LogRetention;
import dev.fettle.history.Slots;
import dev.fettle.publish.VersionRetention;
import java.io.IOException;
import java.util.HashMap;
import java.util.Set;

/// Lets go of what is kept no longer: versions beyond their bounds, old logs, old history, and what
/// a Fettle that died had no time to clear up.
public final class Upkeep {
    private Upkeep() {}

    public static void keep(Workshop workshop) throws IOException {
        var settings = workshop.settings();
        var limits = new HashMap<String, Output.VersionLimits>();
        var oldest = workshop.clock().now().minus(settings.historyAge());
        var slots = new Slots(workshop.store());
        for (var reading : workshop.home().automations()) {
            if (reading instanceof Reading.Readable(var automation)) {
                automation
                        .definition()
                        .output()
                        .ifPresent(o -> limits.put(automation.name().text(), o.versions()));
            }
            workshop.runs().prune(reading.name(), settings.historyRuns(), oldest);
            slots.prune(reading.name(), oldest);
        }
        var versions =
                new VersionRetention(
                        workshop.store(), workshop.state(), workshop.keepings(), workshop.clock());
        versions.prune(
                name -> limits.getOrDefault(name, Output.VersionLimits.DEFAULT),
                VersionRetention.budget(settings.versionBudget(), workshop.state().root()));
        versions.sweep(Set.of());
        workshop.desk().sweep();
        new LogRetention(workshop.state().logs(), workshop.clock())
                .keep(settings.logAge(), settings.logSize());
    }
}
