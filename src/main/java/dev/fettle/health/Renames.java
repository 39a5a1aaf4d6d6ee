package dev.fettle.health;

import static java.util.stream.Collectors.toMap;

import dev.fettle.alert.Notices;
import dev.fettle.alert.PingStates;
import dev.fettle.automation.Home;
import dev.fettle.automation.Likeness;
import dev.fettle.automation.Name;
import dev.fettle.automation.Reading;
import dev.fettle.health.Whereabouts.Move;
import dev.fettle.history.Chains;
import dev.fettle.history.Events;
import dev.fettle.history.Folders;
import dev.fettle.history.KnownFolder;
import dev.fettle.history.Runs;
import dev.fettle.platform.Clock;
import dev.fettle.platform.FolderId;
import dev.fettle.run.RunDesk;
import dev.fettle.store.NamedRows;
import dev.fettle.store.Sql;
import dev.fettle.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Finds automations whose folder was renamed, and lets their history go with them: all that is
/// kept under the old name, in one transaction.
///
/// Nothing of either name may be under way then, in any process: whoever moves holds the locks of
/// both alone, and moves only where no run is left unfinished. Whoever would ask for a run by a
/// definition that he read before is refused in the transaction in which he asks, since the name
/// does not belong to that folder any more. So no input is handled again, and no program starts
/// twice. Thread-safe.
public final class Renames {
    private final Home home;
    private final Store store;
    private final Folders folders;
    private final Sights sights;
    private final RunDesk desk;
    private final Clock clock;

    public Renames(Home home, Store store, RunDesk desk, Clock clock) {
        this.home = home;
        this.store = store;
        this.folders = new Folders(store);
        this.sights = new Sights(store, clock);
        this.desk = desk;
        this.clock = clock;
    }

    /// What was renamed, by what is known and what is there. A folder that is where it was is taken
    /// for what it was when somebody looked at it last.
    public RenamePlan plan(List<Reading> readings) throws IOException {
        return plan(readings, _ -> false);
    }

    /// The same.
    ///
    /// @param anew of which automations front matter and program are looked at in any case
    public RenamePlan plan(List<Reading> readings, Predicate<String> anew) throws IOException {
        var all = folders.all();
        var before = all.stream().collect(toMap(KnownFolder::automation, each -> each));
        var seen = seen(readings, anew, before);
        var named = new HashSet<>(sights.onceReadable());
        var known = new ArrayList<KnownFolder>();
        for (var folder : all) {
            if (folder.content().isPresent() || named.contains(folder.automation())) {
                known.add(folder);
                named.add(folder.automation());
            }
        }
        var whereabouts = Whereabouts.of(known, named, seen);
        var inOldName = new HashMap<String, Reading>();
        for (var move : whereabouts.moves()) {
            var folder = home.root().resolve(move.to());
            inOldName.put(move.from(), home.readAs(new Name(move.from()), folder));
        }
        return new RenamePlan(readings, seen, whereabouts, inOldName);
    }

    /// What could be an automation's folder. A name that is none belongs to nobody.
    private List<KnownFolder> seen(
            List<Reading> readings, Predicate<String> anew, Map<String, KnownFolder> before)
            throws IOException {
        var seen = new ArrayList<KnownFolder>();
        for (var reading : readings) {
            if (reading instanceof Reading.Readable(var automation)
                    && automation.id().isPresent()) {
                var id = automation.id().get();
                var last =
                        Optional.ofNullable(before.get(reading.name()))
                                .filter(_ -> !anew.test(reading.name()))
                                .filter(folder -> id.isProof() && folder.id().equals(id))
                                .flatMap(KnownFolder::content);
                var content = last.isPresent() ? last.get() : Likeness.of(automation);
                seen.add(new KnownFolder(reading.name(), id, Optional.of(content)));
            } else if (reading instanceof Reading.Broken && Name.isGood(reading.name())) {
                FolderId.of(home.root().resolve(reading.name()))
                        .ifPresent(id ->
                                seen.add(new KnownFolder(reading.name(), id, Optional.empty())));
            }
        }
        return seen;
    }

    /// Keeps in mind which folders those are that wait for no history.
    public void note(RenamePlan plan) throws IOException {
        var before = new HashMap<String, KnownFolder>();
        folders.all().forEach(folder -> before.put(folder.automation(), folder));
        var changed = new ArrayList<KnownFolder>();
        for (var now : plan.seen()) {
            var old = Optional.ofNullable(before.get(now.automation()));
            var folder = withContentOf(now, old);
            if (plan.holds(now.automation()).isEmpty() && !old.equals(Optional.of(folder))) {
                changed.add(folder);
            }
        }
        folders.put(changed);
    }

    /// One that cannot be read is what it was.
    private static KnownFolder withContentOf(KnownFolder now, Optional<KnownFolder> before) {
        return new KnownFolder(
                now.automation(),
                now.id(),
                now.content().or(() -> before.flatMap(KnownFolder::content)));
    }

    /// Moves what can be moved now; the rest waits for its runs.
    ///
    /// @return the names that mean other automations from now on, or none
    public Set<String> carryOut(RenamePlan plan) throws IOException {
        var changed = new HashSet<String>();
        for (var moves : together(plan.whereabouts().moves())) {
            var names = names(moves);
            try (var alone = desk.alone(names).orElse(null)) {
                if (alone != null && store.write(sql -> move(sql, moves))) {
                    changed.addAll(names);
                }
            }
        }
        return changed;
    }

    /// Two that exchange their names go at once.
    private static List<List<Move>> together(List<Move> moves) {
        var groups = new ArrayList<List<Move>>();
        for (var move : moves) {
            var group = new ArrayList<>(List.of(move));
            for (var other : List.copyOf(groups)) {
                if (names(other).contains(move.from()) || names(other).contains(move.to())) {
                    group.addAll(other);
                    groups.remove(other);
                }
            }
            groups.add(group);
        }
        return groups;
    }

    /// In the order in which everybody takes their locks.
    private static Set<String> names(Collection<Move> moves) {
        var names = new TreeSet<String>();
        moves.forEach(move -> names.addAll(List.of(move.from(), move.to())));
        return names;
    }

    /// @return false, and nothing is changed, where a run is unfinished, or somebody else has moved
    ///   one of them
    private boolean move(Sql sql, List<Move> moves) throws SQLException {
        for (var name : names(moves)) {
            if (Runs.hasUnfinished(sql, name)) {
                return false;
            }
        }
        for (var move : moves) {
            if (!Folders.isStillSo(sql, move.before())) {
                return false;
            }
        }
        var now = clock.now();
        var left = moves.stream().map(Move::from).toList();
        for (var move : moves) {
            rename(sql, move.from(), aside(move));
        }
        for (var move : moves) {
            if (!left.contains(move.to())) {
                Sights.letGo(sql, move.to(), now); // nothing that was ever an automation
            }
            rename(sql, aside(move), move.to());
            Folders.put(sql, withContentOf(move.now(), Optional.of(move.before())));
            Events.addRenamed(sql, now, move.from(), move.to());
        }
        return true;
    }

    /// No folder has such a name.
    private static String aside(Move move) {
        return "/" + move.from();
    }

    private static void rename(Sql sql, String from, String to) throws SQLException {
        NamedRows.rename(sql, from, to);
        Chains.rename(sql, from, to);
        Notices.rename(sql, from, to);
        PingStates.rename(sql, from, to);
    }
}
