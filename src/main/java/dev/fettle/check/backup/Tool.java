package dev.fettle.check.backup;

import dev.fettle.platform.Answer;
import dev.fettle.platform.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A backup program as it is asked: with an environment of its own making. Where Fettle dies under
/// a look, the program ends with it: it may hold a lock that keeps backups away, for hours.
record Tool(String name, List<byte[]> environment) {
    private static final int OUTPUT_LIMIT = 64 << 20; // a list of 100,000 snapshots

    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final List<String> ENDS_WITH_US = List.of("--pdeathsig", "TERM", "--");

    Tool {
        environment = List.copyOf(environment);
    }

    Answer ask(Path folder, Duration limit, List<String> arguments)
            throws IOException, InterruptedException {
        return run(folder, limit, List.of(Around.bytes(name)), arguments);
    }

    /// The same, where what it prints may be of any length and goes to a file.
    Answer askInto(Path file, Path folder, Duration limit, List<String> arguments)
            throws IOException, InterruptedException {
        var shell =
                List.of(
                        Around.bytes("/bin/sh"),
                        Around.bytes("-c"),
                        Around.bytes("exec " + name + " \"$@\" > \"$0\""),
                        Around.bytes(file));
        return run(folder, limit, shell, arguments);
    }

    private Answer run(Path folder, Duration limit, List<byte[]> begin, List<String> arguments)
            throws IOException, InterruptedException {
        var words = new ArrayList<byte[]>();
        if (Files.isExecutable(SETPRIV)) {
            words.add(Around.bytes(SETPRIV));
            ENDS_WITH_US.forEach(word -> words.add(Around.bytes(word)));
        }
        words.addAll(begin);
        arguments.forEach(argument -> words.add(Around.bytes(argument)));
        return Command.runIn(environment, words, folder, limit, OUTPUT_LIMIT);
    }
}
