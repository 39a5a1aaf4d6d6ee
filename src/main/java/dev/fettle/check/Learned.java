package dev.fettle.check;

import java.util.Map;

/// What a check wants to be told again at a later run of the same automation.
///
/// @param subject what it is about: `restic /mnt/backup/repository`
/// @param values those that were learned; an empty one takes away what was known
public record Learned(String subject, Map<String, String> values) {
    public Learned {
        values = Map.copyOf(values);
    }
}
