package dev.fettle.check;

import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
import dev.fettle.notation.Size;
import dev.fettle.notation.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What stands behind a check's name. Its shape has been checked; what is wrong beyond shape is
/// told here.
public final class Options {
    private final Node node;
    private final Source source;
    private final Consumer<Problem> problems;

    Options(Node node, Source source, Consumer<Problem> problems) {
        this.node = node;
        this.source = source;
        this.problems = problems;
    }

    /// What stands at a key; `key` may be empty for what stands there without any: `type: image/*`.
    public Optional<Node> at(String key) {
        if (node instanceof Node.Mapping mapping) {
            return mapping.get(key);
        }
        return key.isEmpty() ? Optional.of(node) : Optional.empty();
    }

    /// What stands at a node within it, to be asked the same way.
    Options of(Node found) {
        return new Options(found, source, problems);
    }

    /// What stands at a key, to be asked the same way.
    public Optional<Options> within(String key) {
        return at(key).map(this::of);
    }

    public Optional<String> text(String key) {
        return at(key).map(Node::text);
    }

    public List<String> texts(String key) {
        return at(key).map(Node::texts).orElse(List.of());
    }

    public OptionalLong whole(String key) {
        return at(key).map(n -> OptionalLong.of(Long.parseLong(n.text())))
                .orElse(OptionalLong.empty());
    }

    public OptionalLong bytes(String key) {
        return at(key).map(n -> OptionalLong.of(Size.at(n).bytes())).orElse(OptionalLong.empty());
    }

    /// The regular expressions at a key, one or a list; those that are none are told.
    public List<Pattern> patterns(String key) {
        var patterns = new ArrayList<Pattern>();
        for (var each : at(key).map(Node::asList).orElse(List.of())) {
            try {
                patterns.add(Pattern.compile(each.text(), Pattern.MULTILINE));
            } catch (PatternSyntaxException e) {
                problem(
                        each,
                        "%s: \"%s\" is no regular expression: %s"
                                .formatted(key, each.text(), e.getDescription()),
                        "");
            }
        }
        return patterns;
    }

    /// The bounds at `min-…` and `max-…`.
    public Bounds bounds(String least, String most, boolean sizes) {
        var min = sizes ? bytes(least) : whole(least);
        var max = sizes ? bytes(most) : whole(most);
        if (min.isPresent() && max.isPresent() && min.getAsLong() > max.getAsLong()) {
            problem(
                    at(least).orElse(node),
                    "%s is more than %s".formatted(least, most),
                    "no value can fit");
        }
        return new Bounds(min, max);
    }

    public void problem(Node where, String found, String right) {
        problems.accept(source.problem(where.mark(), found, right));
    }

    /// A problem with the whole of it.
    public void problem(String found, String right) {
        problem(node, found, right);
    }
}
