package dev.fettle.publish;

import dev.fettle.check.Finding;
import dev.fettle.platform.PathBytes;
import java.nio.file.Path;
import java.util.Optional;

/// Findings about output that cannot be published, whatever is in its files.
final class Refusal {
    private static final String NAME = "output";

    private Refusal() {}

    static Finding of(String code, Path file, String expected, String found) {
        var shown = PathBytes.shown(file);
        return new Finding(
                NAME,
                Optional.of(code),
                Optional.of(shown),
                Optional.of(false),
                Optional.empty(),
                Optional.of(expected),
                Optional.of(found),
                Optional.of("%s: %s; expected %s".formatted(shown, found, expected)));
    }

    static Finding nothing() {
        return ofAll("nothing", "at least one file", "the run made no file");
    }

    static Finding staging(String found) {
        return ofAll("staging", "the folder that the run was given for its output", found);
    }

    private static Finding ofAll(String code, String expected, String found) {
        return new Finding(
                NAME,
                Optional.of(code),
                Optional.empty(),
                Optional.of(false),
                Optional.empty(),
                Optional.of(expected),
                Optional.of(found),
                Optional.of(found));
    }
}
