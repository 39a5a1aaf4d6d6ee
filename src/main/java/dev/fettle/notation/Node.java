package dev.fettle.notation;

import java.util.List;
import java.util.Optional;

/// A piece of YAML with the place where it stands. Scalars stay text: what a text means is decided
/// by who reads it, so `022` and `no` never turn into something else.
public sealed interface Node {
    Mark mark();

    /// `plain` is false where the text stood in quotes or in a block.
    record Scalar(String text, boolean plain, Mark mark) implements Node {}

    record Sequence(List<Node> items, Mark mark) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /// Repeated keys are kept, so that they can be named as an error.
    record Mapping(List<Entry> entries, Mark mark) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        public Optional<Node> get(String key) {
            return entries.stream()
                    .filter(e -> e.key().text().equals(key))
                    .map(Entry::value)
                    .findFirst();
        }

        public Optional<String> text(String key) {
            return get(key).map(Node::text);
        }

        public List<Node> list(String key) {
            return get(key).map(Node::asList).orElse(List.of());
        }
    }

    record Entry(Scalar key, Node value) {}

    /// What a person would call this kind of thing.
    default String kind() {
        return switch (this) {
            case Scalar s when s.plain() && s.text().isEmpty() -> "nothing";
            case Scalar _ -> "a text";
            case Sequence _ -> "a list";
            case Mapping _ -> "a group of keys";
        };
    }

    /// The text of a scalar whose shape has been checked.
    default String text() {
        if (this instanceof Scalar scalar) {
            return scalar.text();
        }
        throw new IllegalStateException("no text at " + mark());
    }

    /// A list as it is; anything else as a list of one: `format: jpeg` is `format: [jpeg]`.
    default List<Node> asList() {
        return this instanceof Sequence sequence ? sequence.items() : List.of(this);
    }

    default List<String> texts() {
        return asList().stream().map(Node::text).toList();
    }
}
