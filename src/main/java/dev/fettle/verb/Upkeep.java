package dev.fettle.verb;

import dev.fettle.alert.OutboxRetention;
import dev.fettle.automation.Output;
import dev.fettle.automation.Reading;
import dev.fettle.automation.Settings;
import dev.fettle.health.Incidents;
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
        for (var reading : workshop.home().automations()) {
            if (reading instanceof Reading.Readable(var automation)) {
                automation
                        .definition()
                        .output()
                        .ifPresent(o -> limits.put(automation.name().text(), o.versions()));
            }
        }
        pruneHistory(workshop, settings);
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

    /// Also of automations that are gone.
    private static void pruneHistory(Workshop workshop, Settings settings) throws IOException {
        var oldest = workshop.clock().now().minus(settings.historyAge());
        for (var automation : workshop.runs().automations()) {
            workshop.runs().prune(automation, settings.historyRuns(), oldest);
        }
        new Slots(workshop.store()).prune(oldest);
        new Incidents(workshop.store()).prune(oldest);
        workshop.events().prune(oldest);
        OutboxRetention.prune(workshop.store(), oldest);
    }
}
