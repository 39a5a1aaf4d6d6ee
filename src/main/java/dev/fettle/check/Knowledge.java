package dev.fettle.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What earlier runs of an automation learned, by subject.
public record Knowledge(Map<String, Map<String, String>> bySubject) {
    public static final Knowledge NONE = new Knowledge(Map.of());

    /// Of any subject: when files of a backup were last restored, and were what they should be.
    public static final String PROVED = "proved";

    public Knowledge {
        bySubject = Map.copyOf(bySubject);
    }

    public Map<String, String> of(String subject) {
        return bySubject.getOrDefault(subject, Map.of());
    }

    /// With what these findings say: two checks of one run may be about the same.
    Knowledge with(List<Finding> findings) {
        var all = new HashMap<>(bySubject);
        for (var finding : findings) {
            finding.learned()
                    .ifPresent(learned -> {
                        var values = new HashMap<>(of(learned.subject()));
                        values.putAll(learned.values());
                        values.values().removeIf(String::isEmpty);
                        all.put(learned.subject(), Map.copyOf(values));
                    });
        }
        return new Knowledge(all);
    }
}
