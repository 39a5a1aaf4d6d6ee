package dev.fettle.health;

import dev.fettle.alert.Message.Section;
import dev.fettle.alert.Notice;
import dev.fettle.alert.Notices;
import dev.fettle.alert.Told;
import dev.fettle.automation.Automation;
import dev.fettle.automation.Watch;
import dev.fettle.history.InputState;
import dev.fettle.history.Ledger;
import dev.fettle.history.LedgerEntry;
import dev.fettle.notation.Wording;
import dev.fettle.platform.PathBytes;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells of inputs that wait for the user: set aside, since they were refused or their run failed
/// (what comes within an hour is told together), and those that lay there when the automation first
/// started. The automation itself is well, so it is no incident; while one is open it says enough.
final class InputNotices {
    private static final Duration TOGETHER = Duration.ofHours(1);
    private static final int MOST_NAMED = 20;

    private final Store store;
    private final Ledger ledger;

    InputNotices(Store store) {
        this.store = store;
        this.ledger = new Ledger(store);
    }

    void tell(Automation automation, Watch watch, Instant now, Told told) throws IOException {
        var name = automation.name().text();
        if (!store.<List<LedgerEntry>>read(sql -> Ledger.untold(sql, name)).isEmpty()) {
            store.write(sql -> {
                var untold = Ledger.untold(sql, name);
                if (!untold.isEmpty()
                        && Notices.tell(
                                sql, now, setAside(name, watch.folder(), untold), told, TOGETHER)) {
                    Ledger.markTold(sql, name);
                }
                return true;
            });
        }
        int waiting = ledger.count(name, InputState.WAITING);
        if (waiting > 0) {
            store.write(sql -> Notices.tell(sql, now, waiting(name, watch, waiting), told));
        }
    }

    private static Notice setAside(String name, Path folder, List<LedgerEntry> entries) {
        var count = Wording.count(entries.size(), "input") + " set aside";
        var first = words(folder, entries.getFirst());
        var shown = new ArrayList<String>();
        entries.stream().limit(MOST_NAMED).forEach(entry -> shown.add(words(folder, entry)));
        if (entries.size() > MOST_NAMED) {
            shown.add("and %d more".formatted(entries.size() - MOST_NAMED));
        }
        return new Notice(
                "set-aside:" + name,
                Optional.of(name),
                name + ": " + count,
                entries.size() == 1
                        ? "%s: an input was set aside: %s".formatted(name, first)
                        : "%s: %s; the first is %s".formatted(name, count, first),
                List.of(
                        new Section("Set aside", String.join("\n", shown), true),
                        new Section(
                                "At the terminal",
                                "fettle log %1$s\nfettle run %1$s    # tries them again\nfettle ack %1$s"
                                        .formatted(name),
                                true)));
    }

    private static String words(Path folder, LedgerEntry entry) {
        var path = entry.path().startsWith(folder) ? folder.relativize(entry.path()) : entry.path();
        return Wording.visible(
                PathBytes.shown(path) + entry.reason().map(why -> ": " + why).orElse(""));
    }

    private static Notice waiting(String name, Watch watch, int count) {
        var folder = Wording.visible(PathBytes.shown(watch.folder()));
        return new Notice(
                "waiting:" + name + ":" + PathBytes.shown(watch.folder()),
                Optional.of(name),
                "%s: %d files wait".formatted(name, count),
                "%s: %d files lay in %s when it first looked there, and wait for your word"
                        .formatted(name, count, folder),
                List.of(
                        new Section(
                                "At the terminal",
                                "fettle run %s --all    # handles them".formatted(name),
                                true)));
    }
}
