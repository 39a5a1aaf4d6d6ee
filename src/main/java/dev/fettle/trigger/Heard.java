package dev.fettle.trigger;

import dev.fettle.automation.Reading;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What others have told since it was asked last. Thread-safe.
final class Heard {
    private Set<String> names = new HashSet<>();
    private Set<String> renamed = new HashSet<>();
    private Optional<List<Reading>> readings = Optional.empty();

    synchronized void of(String automation) {
        names.add(automation);
    }

    synchronized void renamed(Collection<String> automations) {
        renamed.addAll(automations);
    }

    synchronized void definitions(List<Reading> now) {
        readings = Optional.of(List.copyOf(now));
    }

    /// Automations of which something was heard.
    synchronized Set<String> names() {
        var heard = names;
        names = new HashSet<>();
        return heard;
    }

    /// Names that mean other automations than before, or none. Asked for after the definitions: who
    /// tells of both tells of these first.
    synchronized Set<String> renamed() {
        var heard = renamed;
        renamed = new HashSet<>();
        return heard;
    }

    /// Empty where they are what they were.
    synchronized Optional<List<Reading>> definitions() {
        var heard = readings;
        readings = Optional.empty();
        return heard;
    }
}
