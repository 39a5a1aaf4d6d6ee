package dev.fettle.check.derive;

import java.nio.file.Path;
import java.util.List;

/// What one good run published, as it lies in a folder.
///
/// @param files relative to the folder
/// @param chain what it follows on: results of the same chain are compared with each other
/// @param input by which one sees whether two runs were given the same; empty where they were given
///   nothing
public record GoodResult(Path folder, List<Path> files, String chain, String input) {
    public GoodResult {
        files = List.copyOf(files);
    }
}
