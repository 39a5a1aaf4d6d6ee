package dev.fettle.check;

import dev.fettle.check.backup.Identity;
import dev.fettle.platform.KnownDisks;
import dev.fettle.platform.PathBytes;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What earlier runs of an automation learned, by subject.
public record Knowledge(Map<String, Map<String, String>> bySubject) {
    public static final Knowledge NONE = new Knowledge(Map.of());

    /// Of any subject: when files of a backup were last restored, and were what they should be.
    public static final String PROVED = "proved";

    private static final String MOUNT = "mount ";
    private static final String DISKS = "disks";

    public Knowledge {
        bySubject = Map.copyOf(bySubject);
    }

    /// Which disks may be mounted at a folder; empty where none was yet when all went well.
    public Optional<KnownDisks> disks(Path point) {
        return Optional.ofNullable(of(mount(point)).get(DISKS)).map(KnownDisks::parse);
    }

    /// That these may be.
    public static Learned disks(Path point, KnownDisks disks) {
        return new Learned(mount(point), Map.of(DISKS, disks.text()));
    }

    private static String mount(Path point) {
        return MOUNT + PathBytes.shown(point);
    }

    public Map<String, String> of(String subject) {
        return bySubject.getOrDefault(subject, Map.of());
    }

    /// The ids of the repositories that these look at, as far as they are known.
    public Set<String> repositories(List<Check> checks) {
        return checks.stream()
                .flatMap(check -> check.repository().stream())
                .flatMap(subject ->
                        Stream.of(of(subject).getOrDefault(Identity.ID, "").split(" ", -1)))
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
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
