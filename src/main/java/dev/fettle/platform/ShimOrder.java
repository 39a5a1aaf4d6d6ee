package dev.fettle.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a shim is asked to do.
///
/// @param runFolder made by the caller with mode 0700, one for each attempt; the shim's own files
///   go there
/// @param command the program and its arguments; a program without a slash is looked for on the
///   environment's PATH
/// @param environment whole entries, `NAME=value`: all that the program gets
/// @param umask octal, such as `022`
/// @param note kept in the run's folder for whichever fettle takes the run up
/// @param log where the program's output is appended
/// @param redactor what it goes through first; core dumps are off then
/// @param group where the program goes before it begins; where it cannot, it begins all the same
public record ShimOrder(
        Path runFolder,
        List<byte[]> command,
        List<byte[]> environment,
        Path workingFolder,
        String umask,
        Path log,
        String note,
        Optional<ShimRedactor> redactor,
        Optional<ControlGroup> group) {

    public ShimOrder {
        command = List.copyOf(command);
        environment = List.copyOf(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a shim needs a program");
        }
        if (!umask.matches("[0-7]{1,4}")) {
            throw new IllegalArgumentException("an umask is octal: " + umask);
        }
    }

    public ShimOrder(
            Path runFolder,
            List<byte[]> command,
            List<byte[]> environment,
            Path workingFolder,
            String umask,
            Path log,
            String note) {
        this(
                runFolder,
                command,
                environment,
                workingFolder,
                umask,
                log,
                note,
                Optional.empty(),
                Optional.empty());
    }
}
