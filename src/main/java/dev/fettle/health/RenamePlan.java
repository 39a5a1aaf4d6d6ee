package dev.fettle.health;

import dev.fettle.automation.Reading;
import dev.fettle.automation.Readme;
import dev.fettle.history.KnownFolder;
import dev.fettle.notation.Mark;
import dev.fettle.notation.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The home's folders, and which of them had another name before: those whose history has not come
/// along yet.
///
/// @param inOldName what is to be moved, read under the name that its history still has
public record RenamePlan(
        List<Reading> readings,
        List<KnownFolder> seen,
        Whereabouts whereabouts,
        Map<String, Reading> inOldName) {
    public RenamePlan {
        readings = List.copyOf(readings);
        seen = List.copyOf(seen);
        inOldName = Map.copyOf(inOldName);
    }

    /// Whether nobody waits for a history.
    public boolean isNothing() {
        return whereabouts.moves().isEmpty();
    }

    /// Of those that may be started: what waits for its history, or gives it away, is not among
    /// them.
    public List<Reading> toStart() {
        var held = held();
        return readings.stream().filter(reading -> !held.contains(reading.name())).toList();
    }

    /// What is said of them: while a history has not moved, its automation stands under the old
    /// name, in the folder that it has now.
    public List<Reading> toLookAt() {
        var old = new HashSet<String>();
        var fresh = new HashMap<String, String>();
        for (var move : whereabouts.moves()) {
            old.add(move.from());
            fresh.put(move.to(), move.from());
        }
        var all = new ArrayList<Reading>();
        for (var reading : readings) {
            var contested = contested(reading.name());
            if (contested.isPresent()) {
                all.add(new Reading.Broken(reading.name(), List.of(contested.get())));
            } else if (fresh.containsKey(reading.name())) {
                all.add(inOldName.get(fresh.get(reading.name())));
            } else if (!old.contains(reading.name())) {
                all.add(reading);
            }
        }
        return all;
    }

    /// The name under which an automation's history stands.
    public String knownAs(String name) {
        return whereabouts.moves().stream()
                .filter(move -> move.to().equals(name))
                .map(Whereabouts.Move::from)
                .findFirst()
                .orElse(name);
    }

    /// What keeps this one from being started, in words; empty where nothing does.
    public Optional<String> holds(String name) {
        return whereabouts.moves().stream()
                .filter(move -> move.to().equals(name) || move.from().equals(name))
                .map(RenamePlan::words)
                .findFirst()
                .or(() -> contested(name).map(Problem::headline));
    }

    /// Whether the user has to decide whose history it has.
    public boolean isContested(String name) {
        return contested(name).isPresent();
    }

    /// What is to be said of all of them.
    public List<String> words() {
        return whereabouts.moves().stream().map(RenamePlan::words).toList();
    }

    private static String words(Whereabouts.Move move) {
        return "%s was renamed to %s, and its history goes with it as soon as no run of it is left unfinished"
                .formatted(move.from(), move.to());
    }

    private Optional<Problem> contested(String name) {
        return whereabouts.contested().stream()
                .filter(move -> move.to().equals(name))
                .map(move ->
                        new Problem(
                                name + "/" + Readme.FILE,
                                Mark.START,
                                "",
                                "its folder was \"%s\" before, and \"%s\" has a history of its own"
                                        .formatted(move.from(), name),
                                "`fettle forget %s` lets that one go, `fettle forget %s` the other"
                                        .formatted(name, move.from())))
                .findFirst();
    }

    private Set<String> held() {
        var held = new HashSet<String>();
        for (var move : whereabouts.moves()) {
            held.addAll(List.of(move.from(), move.to()));
        }
        whereabouts.contested().forEach(move -> held.add(move.to()));
        return held;
    }
}
