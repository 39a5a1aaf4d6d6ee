package dev.fettle.secret;

import dev.fettle.notation.Key;
import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;

/// A secret that a definition asks for: `secrets: [API_TOKEN, {file: KEY}]`.
///
/// @param asFile whether the variable holds the path of a file with the secret, and not the secret
public record WantedSecret(SecretName name, boolean asFile) {
    private static final Shape NAME =
            Shape.text(SecretName.PATTERN, "name of a secret", SecretName.RIGHT);

    public static Shape shape() {
        return Shape.list(
                Shape.either(
                        NAME,
                        Shape.keys(
                                Key.required(
                                        "file",
                                        NAME,
                                        "The variable holds the path of a file with the secret."))));
    }

    public static List<WantedSecret> parse(Node node, Source source, Consumer<Problem> problems) {
        var wanted = new LinkedHashMap<SecretName, WantedSecret>();
        for (var item : node.asList()) {
            var place = item instanceof Node.Mapping m ? m.get("file").orElseThrow() : item;
            var name = new SecretName(place.text());
            name.objection()
                    .ifPresent(why ->
                            problems.accept(
                                    source.problem(
                                            place.mark(), "no secret can be called " + name, why)));
            var before = wanted.put(name, new WantedSecret(name, item instanceof Node.Mapping));
            if (before != null) {
                problems.accept(
                        source.problem(
                                place.mark(), name + " is stated twice", "keep one of them"));
            }
        }
        return List.copyOf(wanted.values());
    }
}
