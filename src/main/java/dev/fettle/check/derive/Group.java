package dev.fettle.check.derive;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Files of good results that are of one kind: those of one name, or those whose names are alike.
///
/// @param file the name or glob that they share; empty where there are no others
/// @param files absolute, the oldest result's first
/// @param perResult how many there were in each result
record Group(Optional<String> file, List<Path> files, Breadth perResult) {
    Group {
        files = List.copyOf(files);
    }

    /// Whether it is of one name, and not of names that are alike.
    boolean hasOneName() {
        return file.isPresent() && files.stream().allMatch(each -> each.endsWith(file.get()));
    }
}
