package dev.fettle.check;

import java.nio.file.Path;

/// What is to be done where something differs from the past, and that is meant.
final class Remedy {
    private Remedy() {}

    /// @param automation its folder
    static String ifMeant(Path automation) {
        return " (where that is meant: fettle lock %s)".formatted(automation.getFileName());
    }

    /// The same for something of which there may be several by turns.
    static String ifMeantOrOneMore(Path automation) {
        return " (where that is meant: fettle lock %1$s, or fettle lock %1$s --add where it is one more)"
                .formatted(automation.getFileName());
    }
}
