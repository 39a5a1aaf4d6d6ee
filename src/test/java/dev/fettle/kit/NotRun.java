package dev.fettle.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/// Writes down which tests this machine does not allow, and why: `./verify` closes with them.
/// Registered for all tests in `META-INF/services`.
public final class NotRun implements TestWatcher {
    private static final Path FILE = Path.of("target/not-run.txt");

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        var why =
                cause == null
                        ? ""
                        : String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        var line =
                "%s.%s: %s%n"
                        .formatted(
                                context.getRequiredTestClass().getSimpleName(),
                                context.getRequiredTestMethod().getName(),
                                why);
        try {
            Files.writeString(FILE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
