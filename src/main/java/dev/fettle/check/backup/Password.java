package dev.fettle.check.backup;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a repository's password is known.
public sealed interface Password {
    /// As it is, or in a file of the run's that the variable names. It reaches the program by its
    /// environment, which other users cannot read.
    ///
    /// @param variable of the automation, which a secret is given by
    record Secret(String variable) implements Password {}

    record File(String path) implements Password {}

    /// What a command prints.
    record Printed(List<String> command) implements Password {
        public Printed {
            command = List.copyOf(command);
        }

        /// For a program that splits it as a shell would.
        String line() {
            return command.stream()
                    .map(word -> "'" + word.replace("'", "'\\''") + "'")
                    .collect(Collectors.joining(" "));
        }
    }

    /// The secret that it is, by its name.
    default Optional<String> secret() {
        return this instanceof Secret(var variable) ? Optional.of(variable) : Optional.empty();
    }

    /// None is stated: the repository has none, or the automation's variables know it.
    record Unstated() implements Password {}
}
