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
public record Launch(
        List<byte[]> command,
        List<byte[]> environment,
        Path folder,
        Path log,
        Optional<Path> input,
        Optional<FileLock> lock) {

    public Launch {
        command = List.copyOf(command);
        environment = List.copyOf(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a launch needs a program");
        }
    }
}
