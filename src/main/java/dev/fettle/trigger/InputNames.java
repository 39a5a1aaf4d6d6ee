package dev.fettle.trigger;

import dev.fettle.automation.Watch;
import java.nio.file.Path;
import java.util.List;

/// Which names can be inputs: those of the pattern, and none that a program uses for a file it has
/// not finished.
final class InputNames {
    private static final List<String> UNFINISHED =
            List.of("~", ".part", ".partial", ".crdownload", ".tmp", ".filepart", ".!sync");

    private final Watch watch;

    InputNames(Watch watch) {
        this.watch = watch;
    }

    /// @param file a path below the watched folder
    boolean canBeInput(Path file) {
        var name = String.valueOf(file.getFileName());
        var pattern = watch.pattern();
        if (pattern.isPresent() && !pattern.get().matches(watch.folder(), file)) {
            return false;
        }
        return !isSetApart(name) || pattern.map(p -> names(p.text(), name)).orElse(false);
    }

    /// Whether files below this folder can be inputs.
    boolean canBeEntered(Path folder) {
        var name = String.valueOf(folder.getFileName());
        return !name.startsWith(".")
                || watch.pattern()
                        .map(p ->
                                p.text().contains("/" + name + "/")
                                        || p.text().startsWith(name + "/"))
                        .orElse(false);
    }

    private static boolean isSetApart(String name) {
        return name.startsWith(".") || UNFINISHED.stream().anyMatch(name::endsWith);
    }

    /// Whether the pattern itself speaks of the dot, or of the ending.
    private static boolean names(String pattern, String name) {
        var last = pattern.substring(pattern.lastIndexOf('/') + 1);
        boolean dot = !name.startsWith(".") || last.startsWith(".");
        boolean ending = UNFINISHED.stream().filter(name::endsWith).allMatch(last::endsWith);
        return dot && ending;
    }
}
