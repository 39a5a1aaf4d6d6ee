package dev.fettle.upkeep;

import java.util.Optional;

/// What one look at this machine found.
///
/// @param automation empty where it is about the home or the machine
/// @param subject what was looked at: `program`, `watch`, `output`, `state`, …
/// @param remedy what the user would do about it
public record Symptom(
        Optional<String> automation,
        String subject,
        State state,
        String found,
        Optional<String> remedy) {

    /// How bad it is.
    public enum State {
        GOOD("ok"),
        /// Works, but otherwise than the user may think.
        NOTE("note"),
        MISSING("missing");

        private final String word;

        State(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    static Symptom good(String subject, String found) {
        return new Symptom(Optional.empty(), subject, State.GOOD, found, Optional.empty());
    }

    static Symptom note(String subject, String found, String remedy) {
        return new Symptom(Optional.empty(), subject, State.NOTE, found, Optional.of(remedy));
    }

    static Symptom missing(String subject, String found, String remedy) {
        return new Symptom(Optional.empty(), subject, State.MISSING, found, Optional.of(remedy));
    }

    Symptom of(String name) {
        return new Symptom(Optional.of(name), subject, state, found, remedy);
    }
}
