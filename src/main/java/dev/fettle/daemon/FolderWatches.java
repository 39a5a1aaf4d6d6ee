package dev.fettle.daemon;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Reading;
import dev.fettle.history.Pauses;
import dev.fettle.trigger.FolderWatch;
import dev.fettle.trigger.NeedWatch;
import dev.fettle.trigger.WatchHub;
import dev.fettle.verb.Workshop;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Keeps one [FolderWatch] for each automation that watches a folder, as the definitions are now.
final class FolderWatches implements AutoCloseable {
    private final Workshop workshop;
    private final WatchHub hub;
    private final NeedWatch needs;
    private final Consumer<Throwable> trouble;
    private final Map<String, FolderWatch> watches = new HashMap<>();

    FolderWatches(Workshop workshop, WatchHub hub, NeedWatch needs, Consumer<Throwable> trouble) {
        this.workshop = workshop;
        this.hub = hub;
        this.needs = needs;
        this.trouble = trouble;
    }

    /// Starts, ends and exchanges watches so that they are those of `readings`. A definition that
    /// cannot be read any more is not acted upon.
    synchronized void become(List<Reading> readings) throws IOException {
        var wanted = new HashMap<String, Automation>();
        for (var automation : Reading.automations(readings)) {
            if (automation.definition().watch().isPresent()) {
                wanted.put(automation.name().text(), automation);
            }
        }
        for (var entry : List.copyOf(watches.entrySet())) {
            var name = entry.getKey();
            var now = wanted.get(name);
            if (now == null || !entry.getValue().automation().saysTheSameAs(now)) {
                watches.remove(name);
                entry.getValue().close();
            }
        }
        for (var automation : wanted.values()) {
            if (!watches.containsKey(automation.name().text())) {
                watches.put(automation.name().text(), started(automation));
            }
        }
    }

    /// Waits until each folder was looked at, but for those where that takes too long.
    synchronized void awaitFirstLooks(Duration patience) throws InterruptedException {
        long end = workshop.clock().nanos() + patience.toNanos();
        for (var watch : watches.values()) {
            watch.awaitFirstLook(Duration.ofNanos(Math.max(0, end - workshop.clock().nanos())));
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (var watch : watches.values()) {
            watch.close();
        }
        watches.clear();
    }

    private FolderWatch started(Automation automation) {
        var watch =
                new FolderWatch(
                        automation,
                        hub,
                        workshop.inputs(),
                        workshop.ledger(),
                        workshop.events(),
                        new Pauses(workshop.store()),
                        needs,
                        workshop.clock(),
                        trouble);
        watch.start();
        return watch;
    }
}
