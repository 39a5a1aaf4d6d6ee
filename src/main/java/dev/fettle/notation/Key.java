package dev.fettle.notation;

/// A key that Fettle knows.
///
/// @param says what it means, in a sentence for the table of keys and for editors
/// @param built false for a key that belongs to Fettle but that this version does not have: it is
///   called "not yet", never a misspelling
public record Key(String name, Shape shape, String says, boolean required, boolean built) {
    public static Key of(String name, Shape shape, String says) {
        return new Key(name, shape, says, false, true);
    }

    public static Key required(String name, Shape shape, String says) {
        return new Key(name, shape, says, true, true);
    }

    public static Key notYet(String name) {
        return new Key(name, Shape.text("value"), "not yet", false, false);
    }
}
