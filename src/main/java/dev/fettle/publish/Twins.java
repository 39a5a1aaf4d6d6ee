package dev.fettle.publish;

import dev.fettle.platform.PathBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Different names that a destination takes for one: `Photo.JPG` and `photo.jpg` on a memory card.
/// The second would silently take the first one's place, whoever's that is.
final class Twins {
    private static final String RIGHT = "names that differ by more than case";

    private final Path destination;
    private final boolean folds;
    private final Map<Path, Set<Path>> listings = new HashMap<>();

    Twins(Path destination, Keeping keeping) {
        this.destination = destination;
        this.folds = keeping.folds();
    }

    /// Two names of one run.
    void refuseAmong(List<Ready> ready) throws Planning.RefusedException {
        if (!folds) {
            return;
        }
        var seen = new HashSet<String>();
        for (var each : ready) {
            var name = each.entry().name();
            if (!seen.add(Names.folded(name))) {
                throw Planning.refused(
                        "case",
                        name,
                        RIGHT,
                        "the destination takes it and another file's name for one");
            }
        }
    }

    /// A name under which something was found that lies there under another.
    ///
    /// @param path what was found, below the destination
    void refuseFoundAs(Path path, Path name) throws IOException, Planning.RefusedException {
        if (!folds) {
            return;
        }
        for (var at = path; at.startsWith(destination) && !at.equals(destination); ) {
            var folder = at.resolveSibling("");
            var own = at.getFileName();
            var lying = listing(folder);
            if (!lying.contains(own)) {
                var other =
                        lying.stream()
                                .filter(each -> Names.folded(each).equals(Names.folded(own)))
                                .findFirst()
                                .map(PathBytes::shown)
                                .orElse("another name");
                throw Planning.refused(
                        "case",
                        name,
                        RIGHT,
                        "the destination takes it and %s, which lies there, for one"
                                .formatted(other));
            }
            at = folder;
        }
    }

    private Set<Path> listing(Path folder) throws IOException {
        var known = listings.get(folder);
        if (known == null) {
            known = new HashSet<>();
            for (var each : Tree.listed(folder)) {
                known.add(each.getFileName());
            }
            listings.put(folder, known);
        }
        return known;
    }
}
