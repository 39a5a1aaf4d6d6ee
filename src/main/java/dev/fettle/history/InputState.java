package dev.fettle.history;

/// What was last done with the content of an input.
public enum InputState {
    HANDLED("handled"),
    /// It keeps failing or was refused: it waits for a changed content or for the user's word.
    SET_ASIDE("set-aside"),
    /// The machine died under its run: it is handled again, once.
    LOST("lost"),
    /// It lay there, with too many others, when the automation first started: it waits to be asked
    /// for.
    WAITING("waiting");

    private final String word;

    InputState(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    static InputState of(String word) {
        for (var state : values()) {
            if (state.word.equals(word)) {
                return state;
            }
        }
        throw new IllegalArgumentException("no state of an input: " + word);
    }
}
