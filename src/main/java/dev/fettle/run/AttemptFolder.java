package dev.fettle.run;

import dev.fettle.platform.Shim;
import dev.fettle.platform.ShimState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The folder of one attempt: what the shim keeps there, and in its note when the attempt was
/// begun.
record AttemptFolder(Path path, int number) {
    private static final int HEADERS = 2;

    /// When an attempt was begun, by a clock that goes on over the deaths of Fettle, and by what.
    ///
    /// @param nanos means something in the boot of its run alone
    /// @param retries how many of the allowed retries were used up before it
    /// @param definition the README's text, since the automation's own may change meanwhile
    record Begun(long nanos, int retries, String definition) {
        String note() {
            return "%d\n%d\n%s".formatted(nanos, retries, definition);
        }
    }

    boolean exists() {
        return Shim.isNoted(path);
    }

    /// Takes away what the shim left.
    void delete() throws IOException {
        Shim.forget(path);
    }

    /// Whether its program was started, be it at work or over.
    boolean isStarted() throws IOException {
        return !(Shim.look(path) instanceof ShimState.NotStarted);
    }

    /// Empty where Fettle died before the note was whole: nothing was started yet.
    Optional<Begun> begun() throws IOException {
        if (!exists()) {
            return Optional.empty();
        }
        var lines = Shim.note(path).split("\n", HEADERS + 1);
        return lines.length <= HEADERS
                ? Optional.empty()
                : Optional.of(
                        new Begun(
                                Long.parseLong(lines[0]),
                                Integer.parseInt(lines[1]),
                                lines[HEADERS]));
    }
}
