package dev.fettle.check;

import dev.fettle.notation.Node;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Questions to a database, each with the first value of its answer: `SELECT count(*) FROM note`
/// and what that must be; where nothing is stated, something that is neither empty, zero nor false.
record Queries(Map<String, Optional<String>> wanted) {
    private static final String ANY = "^[\\s\\S]+$";

    static final Shape SHAPE =
            Shape.either(
                    Shape.filled("query"),
                    Shape.list(Shape.filled("query")),
                    new Shape.Table(ANY, "query", Shape.text("value")));

    static Queries parse(Optional<Node> node) {
        var wanted = new LinkedHashMap<String, Optional<String>>();
        if (node.isPresent() && node.get() instanceof Node.Mapping mapping) {
            mapping.entries()
                    .forEach(e -> wanted.put(e.key().text(), Optional.of(e.value().text())));
        } else {
            node.ifPresent(
                    queries -> queries.texts().forEach(q -> wanted.put(q, Optional.empty())));
        }
        return new Queries(wanted);
    }

    /// What is wrong with an answer.
    static Optional<Judgement> missed(
            String query, Optional<String> value, Optional<String> answer) {
        boolean good =
                value.isPresent()
                        ? answer.equals(value)
                        : answer.isPresent() && !isNothing(answer.get().strip());
        if (good) {
            return Optional.empty();
        }
        return Optional.of(
                new Judgement.Bad(
                        "query",
                        "%s from %s"
                                .formatted(
                                        value.map(Wording::quoted).orElse("a value that is true"),
                                        Wording.quoted(query)),
                        answer.map(Wording::quoted).orElse("nothing")));
    }

    private static boolean isNothing(String answer) {
        return answer.isEmpty() || answer.matches("0|0\\.0+|f|false");
    }
}
