package dev.fettle.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a process is started with, all of it: nothing is taken over from this process but what
/// stands here.
///
/// @param command the program's path, then its arguments
/// @param environment whole entries, `NAME=value`
/// @param folder the working folder
/// @param log where standard output and standard error go, opened for appending, made with mode
///   0600
/// @param input standard input; empty input where there is none
/// @param lock a lock that the process shall hold, too, as descriptor 9
/// @param handed descriptors of this process, at 10 or above, that the process finds as 3, 4 and so
///   on
public record Launch(
        List<byte[]> command,
        List<byte[]> environment,
        Path folder,
        Path log,
        Optional<Path> input,
        Optional<FileLock> lock,
        List<Integer> handed) {

    private static final int MOST_HANDED = 5;

    public Launch {
        command = List.copyOf(command);
        environment = List.copyOf(environment);
        handed = List.copyOf(handed);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a launch needs a program");
        }
        if (handed.size() > MOST_HANDED) {
            throw new IllegalArgumentException("8 and 9 are the shim's own");
        }
    }

    public Launch(
            List<byte[]> command,
            List<byte[]> environment,
            Path folder,
            Path log,
            Optional<Path> input,
            Optional<FileLock> lock) {
        this(command, environment, folder, log, input, lock, List.of());
    }
}
