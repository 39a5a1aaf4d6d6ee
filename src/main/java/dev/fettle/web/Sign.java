package dev.fettle.web;

import java.util.Optional;

/// A state in a word, with a tone that gives it its colour and shape; the word alone says it all.
///
/// @param tone a class of the style sheet: good, bad, warn, calm or busy
public record Sign(String word, String tone) {
    static Sign health(String word) {
        return new Sign(
                word,
                switch (word) {
                    case "ok" -> "good";
                    case "failing" -> "bad";
                    case "late" -> "warn";
                    default -> "calm";
                });
    }

    /// @param outcome empty while it runs
    static Sign outcome(Optional<String> outcome) {
        if (outcome.isEmpty()) {
            return new Sign("running", "busy");
        }
        return new Sign(
                outcome.get(),
                switch (outcome.get()) {
                    case "succeeded" -> "good";
                    case "cancelled" -> "calm";
                    case "blocked", "lost" -> "warn";
                    default -> "bad";
                });
    }

    /// @param passed empty where the check could not be made
    static Sign check(Optional<Boolean> passed, boolean warning) {
        if (passed.isEmpty()) {
            return new Sign("not made", "warn");
        }
        if (!passed.get()) {
            return new Sign("failed", "bad");
        }
        return warning ? new Sign("passed, with a warning", "warn") : new Sign("passed", "good");
    }
}
