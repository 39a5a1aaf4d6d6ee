package dev.fettle.upkeep;

import java.nio.file.Path;
import java.util.List;

/// What can be seen of a shell script without running it.
///
/// @param path in the automation's folder
/// @param statements how many commands stand there one after the other
/// @param stopsAtErrors `set -e` or the like
/// @param pipesFail `set -o pipefail`
record ShellScript(
        Path path,
        List<Pipeline> pipelines,
        int statements,
        boolean stopsAtErrors,
        boolean pipesFail) {
    ShellScript {
        pipelines = List.copyOf(pipelines);
    }

    /// Two commands or more, joined by pipes.
    ///
    /// @param line of its first command, counted from 1
    /// @param programs the first word of each; empty for a compound command
    /// @param decides whether its status only says yes or no, as behind `if`
    record Pipeline(int line, List<String> programs, boolean decides) {
        Pipeline {
            programs = List.copyOf(programs);
        }
    }

    static ShellScript of(Path path, String text) {
        return new ShellReader(text).read(path);
    }
}
