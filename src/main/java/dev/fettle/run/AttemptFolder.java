package dev.fettle.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The folder of one attempt: when it was begun (`begun`), and what the shim writes.
record AttemptFolder(Path path, int number) {
    /// When an attempt was begun, by a clock that goes on over the deaths of Fettle.
    ///
    /// @param boot the machine's boot: in another boot `nanos` means nothing
    /// @param retries how many of the allowed retries were used up before it
    record Begun(String boot, long nanos, int retries) {}

    void make(Begun begun) throws IOException {
        RunFolder.makePrivate(path);
        Files.writeString(
                path.resolve("begun"),
                "%s\n%d\n%d\n".formatted(begun.boot(), begun.nanos(), begun.retries()));
    }

    Optional<Begun> begun() throws IOException {
        var file = path.resolve("begun");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(file);
        if (lines.size() != 3) {
            return Optional.empty(); // Fettle died while it wrote this: nothing was started yet
        }
        return Optional.of(
                new Begun(
                        lines.get(0),
                        Long.parseLong(lines.get(1)),
                        Integer.parseInt(lines.get(2))));
    }

    void delete() throws IOException {
        if (Files.isDirectory(path)) {
            RunFolder.deleteTree(path);
        }
    }
}
