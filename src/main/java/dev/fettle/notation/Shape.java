package dev.fettle.notation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What may stand at a place: the one description from which the parser's errors, the JSON Schema
/// and the table of keys are made.
public sealed interface Shape {
    /// A text.
    ///
    /// @param pattern a regular expression for the whole text; empty where any text will do
    /// @param noun what such a text is called: "duration"
    /// @param number whether it may look like a number (`022`)
    /// @param filled whether there must be something to see in it; a pattern says so itself
    record Text(String pattern, String noun, String right, boolean number, boolean filled)
            implements Shape {}

    /// One of a few words.
    ///
    /// @param others words that will not do, each with its reason: better told than called unknown
    record Word(List<String> words, Map<String, String> others) implements Shape {
        public Word {
            words = List.copyOf(words);
            others = Map.copyOf(others);
        }
    }

    record Whole(long least, long most) implements Shape {}

    record Flag() implements Shape {}

    record ListOf(Shape item, int least) implements Shape {}

    /// Keys of the user's own choice.
    record Table(String keyPattern, String noun, Shape value) implements Shape {}

    /// Known keys, at least `least` and at most `most` of them at once.
    record Keys(List<Key> keys, int least, int most) implements Shape {
        public Keys {
            keys = List.copyOf(keys);
        }
    }

    /// One of several, told apart by whether a text, a list or a group of keys stands there; of
    /// lists and groups there may be one each.
    record Either(List<Shape> kinds) implements Shape {
        public Either {
            kinds = List.copyOf(kinds);
        }
    }

    static Shape text(String noun) {
        return new Text("", noun, "", true, false);
    }

    /// Any text but an empty one.
    static Shape filled(String noun) {
        return new Text("", noun, "", true, true);
    }

    static Shape text(String pattern, String noun, String right) {
        return new Text(pattern, noun, right, false, false);
    }

    static Shape duration() {
        return text(Durations.PATTERN, "duration", Durations.RIGHT);
    }

    static Shape size() {
        return text(Size.PATTERN, "size", Size.RIGHT);
    }

    static Shape path() {
        return filled("path");
    }

    static Shape word(String... words) {
        return new Word(List.of(words), Map.of());
    }

    static Shape list(Shape item) {
        return new ListOf(item, 1);
    }

    /// One, or a list of several.
    static Shape oneOrMore(Shape item) {
        return new Either(List.of(item, new ListOf(item, 1)));
    }

    static Shape keys(Key... keys) {
        return new Keys(Arrays.asList(keys), 0, keys.length);
    }

    static Shape either(Shape... kinds) {
        return new Either(Arrays.asList(kinds));
    }
}
