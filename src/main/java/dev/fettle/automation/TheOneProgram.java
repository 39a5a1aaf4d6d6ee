package dev.fettle.automation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What is run where the definition does not say it: the folder's one executable file. It is given
/// what the definition speaks of, in the order in which such programs are called by hand.
final class TheOneProgram {
    private TheOneProgram() {}

    /// The names of the executable files, in order. Those that begin with a dot do not count.
    static List<String> candidates(Path folder) throws IOException {
        var names = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                var name = file.getFileName().toString();
                if (Files.isRegularFile(file)
                        && Files.isExecutable(file)
                        && !name.startsWith(".")) {
                    names.add(name);
                }
            }
        }
        return names.stream().sorted().toList();
    }

    static RunCommand command(String name, boolean input, boolean output) {
        var words = new ArrayList<List<RunCommand.Piece>>();
        words.add(List.of(new RunCommand.Piece.Text("./" + name)));
        if (input) {
            words.add(List.of(new RunCommand.Piece.Input()));
        }
        if (output) {
            words.add(List.of(new RunCommand.Piece.Output()));
        }
        return new RunCommand.Words("./" + name, words);
    }
}
