package dev.fettle.notation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Holds a [Node] against a [Shape] and finds every way in which it does not fit.
public final class ShapeCheck {
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");

    /// Java's patterns recurse over long texts; no duration, size or address is longer.
    private static final int LONGEST_WITH_PATTERN = 1000;

    private final Source source;
    private final List<Problem> problems = new ArrayList<>();

    private ShapeCheck(Source source) {
        this.source = source;
    }

    /// @param name what the place is called in messages: the key, or "" at the top
    /// @return every problem, in the order of the text; empty where the node fits
    public static List<Problem> problems(Source source, String name, Node node, Shape shape) {
        var check = new ShapeCheck(source);
        check.check(name, node, shape);
        return check.problems;
    }

    public static boolean fits(Source source, Node node, Shape shape) {
        return problems(source, "", node, shape).isEmpty();
    }

    private void check(String name, Node node, Shape shape) {
        switch (shape) {
            case Shape.Text text -> text(name, node, text);
            case Shape.Word word -> word(name, node, word);
            case Shape.Whole whole -> whole(name, node, whole);
            case Shape.Flag _ -> flag(name, node);
            case Shape.ListOf list -> list(name, node, list);
            case Shape.Table table -> table(name, node, table);
            case Shape.Keys keys -> keys(name, node, keys);
            case Shape.Either either -> either(name, node, either);
        }
    }

    private void text(String name, Node node, Shape.Text shape) {
        if (!isScalar(name, node, withArticle(shape.noun()), shape.right())) {
            return;
        }
        var text = node.text();
        if (!isWriting(text)) {
            problem(
                    node.mark(),
                    prefix(name) + "a character in " + quoted(text) + " is none that can be used",
                    "take out the NUL or the half of a pair (\\ud800 to \\udfff)");
        } else if (shape.filled() && text.isBlank()) {
            problem(
                    node.mark(),
                    "%san empty text is no %s".formatted(prefix(name), shape.noun()),
                    rightWouldBe(shape.right()));
        } else if (!shape.pattern().isEmpty() && !matches(text, shape.pattern())) {
            var found = "%s%s is no %s".formatted(prefix(name), quoted(text), shape.noun());
            problem(node.mark(), found, rightWouldBe(shape.right()));
        }
    }

    /// What YAML's escapes can write and neither a path nor an argument can hold.
    private static boolean isWriting(String text) {
        return text.indexOf('\0') < 0
                && text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    private static boolean matches(String text, String pattern) {
        return text.length() <= LONGEST_WITH_PATTERN && text.matches(pattern);
    }

    private void word(String name, Node node, Shape.Word shape) {
        var right = (shape.words().size() == 1 ? "" : "one of ") + String.join(", ", shape.words());
        if (!isScalar(name, node, "a word", right) || shape.words().contains(node.text())) {
            return;
        }
        var reason = shape.others().get(node.text());
        if (reason != null) {
            problem(
                    node.mark(),
                    "%s%s %s".formatted(prefix(name), quoted(node.text()), reason),
                    "");
        } else {
            var near = Suggestion.near(node.text(), shape.words());
            problem(
                    node.mark(),
                    "%s%s is not known here".formatted(prefix(name), quoted(node.text())),
                    near.map(n -> "did you mean \"" + n + "\"?").orElse(rightWouldBe(right)));
        }
    }

    private void whole(String name, Node node, Shape.Whole shape) {
        var right =
                shape.most() == Long.MAX_VALUE
                        ? "a whole number from " + shape.least()
                        : "a whole number from %d to %d".formatted(shape.least(), shape.most());
        if (!isScalar(name, node, "a number", right)) {
            return;
        }
        boolean fits =
                WHOLE.matcher(node.text()).matches()
                        && Long.parseLong(node.text()) >= shape.least()
                        && Long.parseLong(node.text()) <= shape.most();
        plainOr(name, (Node.Scalar) node, fits, right);
    }

    private void plainOr(String name, Node.Scalar node, boolean fits, String right) {
        if (!fits || !node.plain()) {
            problem(
                    node.mark(),
                    prefix(name)
                            + quoted(node.text())
                            + (fits ? " in quotes is a text" : " will not do"),
                    rightWouldBe(right));
        }
    }

    private void flag(String name, Node node) {
        if (isScalar(name, node, "true or false", "true or false")) {
            boolean fits = Set.of("true", "false").contains(node.text());
            plainOr(name, (Node.Scalar) node, fits, "true or false");
        }
    }

    private void list(String name, Node node, Shape.ListOf shape) {
        if (!(node instanceof Node.Sequence sequence)) {
            problem(
                    node.mark(),
                    "%s%s stands where a list belongs".formatted(prefix(name), node.kind()),
                    rightWouldBe("[one, two], or lines that begin with \"- \""));
            return;
        }
        if (sequence.items().size() < shape.least()) {
            problem(
                    node.mark(),
                    prefix(name) + "the list is empty",
                    "leave the key out, or fill it");
        }
        sequence.items().forEach(item -> check(name, item, shape.item()));
    }

    private void table(String name, Node node, Shape.Table shape) {
        if (!isMapping(name, node)) {
            return;
        }
        var mapping = (Node.Mapping) node;
        refuseRepeated(mapping);
        for (var entry : mapping.entries()) {
            var key = entry.key().text();
            if (!matches(key, shape.keyPattern())) {
                problem(entry.key().mark(), "%s is no %s".formatted(quoted(key), shape.noun()), "");
            }
            check(key, entry.value(), shape.value());
        }
    }

    private void keys(String name, Node node, Shape.Keys shape) {
        if (!isMapping(name, node)) {
            return;
        }
        var mapping = (Node.Mapping) node;
        refuseRepeated(mapping);
        for (var entry : mapping.entries()) {
            entry(entry, shape);
        }
        for (var key : shape.keys()) {
            if (key.required()
                    && mapping.get(key.name()).isEmpty()
                    && !isMeant(key, mapping, shape)) {
                problem(node.mark(), "%s\"%s\" is missing".formatted(prefix(name), key.name()), "");
            }
        }
        long count = mapping.entries().stream().map(e -> e.key().text()).distinct().count();
        if (count < shape.least()) {
            problem(
                    node.mark(),
                    prefix(name)
                            + (count == 0 ? "nothing" : Wording.count(count, "key"))
                            + " stands here",
                    "name at least " + (shape.least() == 1 ? "one" : shape.least()));
        } else if (shape.most() < shape.keys().size() && count > shape.most()) {
            problem(
                    node.mark(),
                    prefix(name) + Wording.count(count, "key") + " stand here",
                    "name at most " + (shape.most() == 1 ? "one" : shape.most()));
        }
    }

    private void entry(Node.Entry entry, Shape.Keys shape) {
        var word = entry.key().text();
        var known = shape.keys().stream().filter(k -> k.name().equals(word)).findFirst();
        if (known.isEmpty()) {
            problem(entry.key().mark(), "unknown key " + quoted(word), remedy(word, shape));
        } else if (!known.get().built()) {
            problem(
                    entry.key().mark(),
                    "the key \"" + word + "\" is Fettle's, but this version cannot do it yet",
                    "leave it out for now");
        } else {
            check(word, entry.value(), known.get().shape());
        }
    }

    /// Whether a misspelt key stands for this one, which is then told once.
    private static boolean isMeant(Key key, Node.Mapping mapping, Shape.Keys shape) {
        var names = shape.keys().stream().map(Key::name).toList();
        return mapping.entries().stream()
                .map(e -> e.key().text())
                .filter(word -> !names.contains(word))
                .anyMatch(word -> Suggestion.near(word, names).equals(Optional.of(key.name())));
    }

    /// The nearest of all of Fettle's keys, or those that this version has.
    private static String remedy(String word, Shape.Keys shape) {
        var near = Suggestion.near(word, shape.keys().stream().map(Key::name).toList());
        var built = shape.keys().stream().filter(Key::built).map(Key::name).toList();
        return near.filter(n -> !built.contains(n))
                .map(n -> "did you mean \"" + n + "\"? (this version cannot do that yet)")
                .orElseGet(() -> Suggestion.didYouMean(word, built));
    }

    private void either(String name, Node node, Shape.Either shape) {
        var fitting = shape.kinds().stream().filter(kind -> suits(node, kind)).toList();
        if (fitting.isEmpty()) {
            check(name, node, shape.kinds().getFirst());
            return;
        }
        if (fitting.stream().noneMatch(kind -> fits(source, node, kind))) {
            check(name, node, fitting.getFirst());
        }
    }

    private static boolean suits(Node node, Shape kind) {
        return switch (kind) {
            case Shape.Text _, Shape.Word _, Shape.Whole _, Shape.Flag _ ->
                    node instanceof Node.Scalar;
            case Shape.ListOf _ -> node instanceof Node.Sequence;
            case Shape.Table _, Shape.Keys _ -> node instanceof Node.Mapping;
            case Shape.Either either -> either.kinds().stream().anyMatch(k -> suits(node, k));
        };
    }

    private boolean isScalar(String name, Node node, String wanted, String right) {
        if (!(node instanceof Node.Scalar scalar)) {
            var braces = braces(node);
            problem(
                    node.mark(),
                    "%s%s stands where %s belongs".formatted(prefix(name), node.kind(), wanted),
                    braces.map(b -> "write \"" + b + "\" in quotes").orElse(rightWouldBe(right)));
            return false;
        }
        if (scalar.plain() && scalar.text().equals("~")) {
            problem(node.mark(), prefix(name) + "~ alone is YAML for nothing", "your home is ~/");
            return false;
        }
        if (scalar.plain() && NULLS.contains(scalar.text())) {
            problem(
                    node.mark(),
                    (name.isEmpty() ? "a value" : "\"" + name + "\"") + " has nothing after it",
                    right.isEmpty() ? "give it a value, or leave it out" : rightWouldBe(right));
            return false;
        }
        return true;
    }

    /// `{input}` without quotes, which is YAML for a key that has nothing after it.
    private static Optional<String> braces(Node node) {
        return node instanceof Node.Mapping mapping
                        && mapping.entries().size() == 1
                        && mapping.entries().getFirst().value() instanceof Node.Scalar value
                        && value.plain()
                        && value.text().isEmpty()
                ? Optional.of("{" + mapping.entries().getFirst().key().text() + "}")
                : Optional.empty();
    }

    private boolean isMapping(String name, Node node) {
        if (node instanceof Node.Mapping) {
            return true;
        }
        problem(
                node.mark(),
                "%s%s stands where a group of keys belongs".formatted(prefix(name), node.kind()),
                rightWouldBe("{key: value}"));
        return false;
    }

    private void refuseRepeated(Node.Mapping mapping) {
        var seen = new HashSet<String>();
        for (var entry : mapping.entries()) {
            if (!seen.add(entry.key().text())) {
                problem(
                        entry.key().mark(),
                        "the key %s stands here twice".formatted(quoted(entry.key().text())),
                        "keep one of them");
            }
        }
    }

    private void problem(Mark mark, String found, String right) {
        problems.add(source.problem(mark, found, right));
    }

    private static String rightWouldBe(String right) {
        return right.isEmpty() ? "" : "right would be " + right;
    }

    private static String withArticle(String noun) {
        return ("aeio".indexOf(noun.charAt(0)) < 0 ? "a " : "an ") + noun;
    }

    private static String quoted(String text) {
        return Wording.quoted(text);
    }

    private static String prefix(String name) {
        return name.isEmpty() ? "" : name + ": ";
    }
}
