package dev.fettle.automation;

import dev.fettle.notation.Suggestion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What `after` says, seen over the whole home: everybody follows somebody, and nobody himself.
final class Following {
    private Following() {}

    /// The same readings, with those broken that follow in a ring, or nobody.
    static List<Reading> checked(List<Reading> readings, FormerNames former) throws IOException {
        var upstream = new HashMap<String, String>();
        for (var reading : readings) {
            if (reading instanceof Reading.Readable(var automation)) {
                automation
                        .definition()
                        .after()
                        .ifPresent(other -> upstream.put(reading.name(), other));
            }
        }
        if (upstream.isEmpty()) {
            return readings;
        }
        var checked = new ArrayList<Reading>();
        for (var reading : readings) {
            checked.add(checked(reading, upstream, readings, former));
        }
        return checked;
    }

    private static Reading checked(
            Reading reading,
            Map<String, String> upstream,
            List<Reading> readings,
            FormerNames former)
            throws IOException {
        if (!(reading instanceof Reading.Readable(var automation))
                || automation.definition().after().isEmpty()) {
            return reading;
        }
        var other = automation.definition().after().get();
        var names =
                readings.stream()
                        .filter(r -> !(r instanceof Reading.Other))
                        .map(Reading::name)
                        .toList();
        if (!names.contains(other)) {
            var now = former.nowCalled(other).filter(names::contains);
            return Readme.follower(
                    automation,
                    "there is no automation \"%s\" to follow".formatted(other),
                    now.map(name -> "its folder was renamed: right would be \"%s\"".formatted(name))
                            .orElseGet(() -> Suggestion.didYouMean(other, names)));
        }
        var ring = ring(reading.name(), upstream);
        return ring.isEmpty()
                ? reading
                : Readme.follower(
                        automation,
                        "they follow each other in a ring: " + String.join(" → ", ring),
                        "let one of them be started by something else");
    }

    /// From a name back to it; empty where it does not come back.
    private static List<String> ring(String name, Map<String, String> upstream) {
        var way = new ArrayList<>(List.of(name));
        for (var next = upstream.get(name); next != null; next = upstream.get(next)) {
            boolean isNew = !way.contains(next);
            way.add(next);
            if (next.equals(name)) {
                return way.reversed();
            }
            if (!isNew) {
                return List.of(); // it follows one of a ring, and is in none
            }
        }
        return List.of();
    }
}
