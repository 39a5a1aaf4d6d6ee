package dev.fettle.health;

import dev.fettle.alert.Notices;
import dev.fettle.alert.Outbox;
import dev.fettle.alert.PingStates;
import dev.fettle.automation.Reading;
import dev.fettle.history.Folders;
import dev.fettle.history.Forgetting;
import dev.fettle.platform.Clock;
import dev.fettle.store.Sql;
import dev.fettle.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Which automations there are, those among them that vanished: what once was one is expected to be
/// there until the user says otherwise. Thread-safe.
public final class Sights {
    private final Store store;
    private final Clock clock;

    public Sights(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Names of those whose definition could be read at some time.
    List<String> onceReadable() throws IOException {
        return store.read(SightTable::all).stream()
                .filter(Sight::readable)
                .map(Sight::automation)
                .toList();
    }

    public Optional<Sight> find(String automation) throws IOException {
        return store.read(sql -> SightTable.find(sql, automation));
    }

    /// These folders with those that are gone, as far as an automation was ever read from them:
    /// such a one is a [Reading.Other] that says what is missing.
    public List<Reading> withThoseThatAreGone(List<Reading> readings) throws IOException {
        var known = new HashMap<String, Sight>();
        for (var sight : store.read(SightTable::all)) {
            known.put(sight.automation(), sight);
        }
        var all = new ArrayList<Reading>();
        for (var reading : readings) {
            var sight = known.remove(reading.name());
            if (reading instanceof Reading.Other(var name, var why)) {
                if (sight != null && sight.readable()) {
                    all.add(
                            new Reading.Other(
                                    name, why + "; `fettle forget " + name + "` lets it go"));
                }
            } else {
                all.add(reading);
            }
        }
        for (var sight : known.values()) {
            if (sight.readable()) {
                all.add(
                        new Reading.Other(
                                sight.automation(),
                                "its folder is gone; `fettle forget %s` lets it go"
                                        .formatted(sight.automation())));
            }
        }
        return all;
    }

    /// Writes down what is new about them.
    ///
    /// @param all the whole home, with those that are gone
    void become(List<Reading> all) throws IOException {
        var now = clock.now();
        var before = new HashMap<String, Sight>();
        for (var sight : store.read(SightTable::all)) {
            before.put(sight.automation(), sight);
        }
        var changed = new ArrayList<Sight>();
        var there = new HashSet<String>();
        for (var reading : all) {
            there.add(reading.name());
            var old = before.get(reading.name());
            boolean readable = reading instanceof Reading.Readable;
            var since =
                    readable
                            ? Optional.<Instant>empty()
                            : Optional.ofNullable(old)
                                    .flatMap(Sight::unreadableSince)
                                    .or(() -> Optional.of(now));
            var sight =
                    new Sight(
                            reading.name(),
                            old == null ? now : old.firstSeen(),
                            readable || (old != null && old.readable()),
                            since);
            if (!sight.equals(old)) {
                changed.add(sight);
            }
        }
        var gone = before.keySet().stream().filter(name -> !there.contains(name)).toList();
        if (changed.isEmpty() && gone.isEmpty()) {
            return;
        }
        store.write(sql -> {
            for (var sight : changed) {
                SightTable.put(sql, sight);
            }
            for (var name : gone) {
                forget(sql, name, now); // it never had a readable definition
            }
            return true;
        });
    }

    /// This one is there, as far as nobody has seen it before.
    public void see(Reading reading) throws IOException {
        var sight = new Sight(reading.name(), clock.now(), true, Optional.empty());
        if (reading instanceof Reading.Readable && find(reading.name()).isEmpty()) {
            store.write(sql -> {
                SightTable.put(sql, sight);
                return true;
            });
        }
    }

    /// Fettle expects it no longer, and knows nothing of it any more but what can be undone.
    public void forget(String automation) throws IOException {
        var now = clock.now();
        store.write(sql -> {
            letGo(sql, automation, now);
            return true;
        });
    }

    /// The same within somebody's transaction.
    static void letGo(Sql sql, String automation, Instant now) throws SQLException {
        forget(sql, automation, now);
        Forgetting.of(sql, automation);
    }

    private static void forget(Sql sql, String automation, Instant now) throws SQLException {
        SightTable.forget(sql, automation);
        Folders.forget(sql, automation);
        Notices.forget(sql, automation);
        PingStates.forget(sql, automation);
        var open = IncidentTable.open(sql, automation);
        if (open.isPresent()) {
            IncidentTable.put(sql, open.get().closed(now, Incident.By.FORGOTTEN));
            Outbox.takeBack(sql, open.get().id(), now);
        }
    }
}
