package dev.fettle.check.derive;

import dev.fettle.platform.PathBytes;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Puts the files of good results into groups. What has the same name each time is one by that
/// name; the others go by their ending, and by the place of digits in their names where that is
/// always the same: `report-2026-03-01.csv`.
final class Groups {
    /// More files of fixed names than this go by their ending too: nobody reads a check for each.
    private static final int MOST_NAMED = 8;

    private static final Pattern DIGIT = Pattern.compile("[0-9]");
    private static final Pattern GLOB_SIGN = Pattern.compile("[*?\\[\\]{}\\\\]");

    private final List<GoodResult> results;
    private final Set<String> always;

    Groups(List<GoodResult> results) {
        this.results = results;
        always = new LinkedHashSet<>(names(results.getFirst()));
        results.forEach(result -> always.retainAll(names(result)));
    }

    private static List<String> names(GoodResult result) {
        return result.files().stream().map(PathBytes::shown).toList();
    }

    List<Group> all() {
        var groups = new ArrayList<Group>();
        boolean named = always.size() <= MOST_NAMED;
        if (named) {
            always.forEach(name -> groups.add(group(Optional.of(name), name::equals)));
        }
        var globs = globs(named);
        boolean alone = groups.isEmpty() && globs.size() == 1 && coversAll(globs);
        for (var glob : globs) {
            var matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
            groups.add(
                    group(
                            alone ? Optional.empty() : Optional.of(glob),
                            name -> matcher.matches(Path.of(name))));
        }
        return groups;
    }

    private boolean coversAll(List<String> globs) {
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + globs.getFirst());
        return results.stream().flatMap(r -> r.files().stream()).allMatch(matcher::matches);
    }

    /// The glob that says most of the names that change, where there is just one of it.
    Optional<String> formOfNames() {
        var globs = globs(false);
        return always.isEmpty() && globs.size() == 1
                ? Optional.of(globs.getFirst())
                : Optional.empty();
    }

    private Group group(Optional<String> file, java.util.function.Predicate<String> fits) {
        var files = new ArrayList<Path>();
        var perResult = new Breadth();
        for (var result : results) {
            int before = files.size();
            result.files().stream()
                    .filter(name -> fits.test(PathBytes.shown(name)))
                    .forEach(name -> files.add(result.folder().resolve(name)));
            perResult.add(files.size() - before);
        }
        return new Group(file, files, perResult);
    }

    /// One for each ending among the names that are in no group of their own.
    private List<String> globs(boolean withoutNamed) {
        Map<String, Set<String>> byEnding = new LinkedHashMap<>();
        for (var result : results) {
            for (var file : result.files()) {
                var name = PathBytes.shown(file);
                if (PathBytes.isUtf8(file) && !(withoutNamed && always.contains(name))) {
                    byEnding.computeIfAbsent(ending(name), _ -> new LinkedHashSet<>()).add(name);
                }
            }
        }
        byEnding.remove("");
        return byEnding.entrySet().stream().map(e -> glob(e.getKey(), e.getValue())).toList();
    }

    private static String glob(String ending, Set<String> names) {
        var forms = names.stream().map(Groups::form).collect(Collectors.toSet());
        if (forms.size() == 1 && DIGIT.matcher(names.iterator().next()).find()) {
            return forms.iterator().next();
        }
        boolean deep = names.stream().anyMatch(name -> name.contains("/"));
        return (deep ? "**." : "*.") + escaped(ending);
    }

    private static String form(String name) {
        return DIGIT.matcher(escaped(name)).replaceAll("[0-9]");
    }

    private static String escaped(String name) {
        return GLOB_SIGN.matcher(name).replaceAll("\\\\$0");
    }

    /// What stands behind the last dot of the file's own name.
    private static String ending(String name) {
        var own = name.substring(name.lastIndexOf('/') + 1);
        int dot = own.lastIndexOf('.');
        return dot <= 0 ? "" : own.substring(dot + 1);
    }
}
