package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Node;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `json: {schema: page.schema.json, path: /items/0}`: each file is strict JSON, fits the schema,
/// and has a value at each JSON pointer; `path: {/status: ok}` says which value, `types:
/// {/items/*/id: integer}` of what type, `items: {/items: {min: 20}}` how many there are.
record JsonCheck(
        Optional<JsonSchemaFile> schema, Map<String, Optional<String>> wanted, JsonForm form)
        implements FileCheck {
    private static final int LONGEST_SHOWN = 100;

    static final JsonCheck PLAIN = new JsonCheck(Optional.empty(), Map.of(), JsonForm.ANY);

    @Override
    public String name() {
        return "json";
    }

    @Override
    public Judgement judge(Path file, Evidence evidence) throws IOException {
        try {
            var walk = form.walk();
            var found = JsonText.read(file, wanted, form.isOpen() ? JsonEvents.NONE : walk);
            evidence.seen().values(file, "JSON", found.count());
            if (walk.fault().isPresent()) {
                return walk.fault().get();
            }
            for (var pointer : wanted.entrySet()) {
                var missed = missed(pointer.getKey(), pointer.getValue(), found);
                if (missed.isPresent()) {
                    return missed.get();
                }
            }
            return schema.isPresent()
                    ? schema.get().judge(file, found.count(), evidence)
                    : whole(found);
        } catch (JsonText.NotJson e) {
            return new Judgement.Bad("no-json", "JSON", "no JSON: " + e.getMessage());
        } catch (JsonText.TooLong e) {
            return new Judgement.Unmade("too-large", "cannot be read as JSON: " + e.getMessage());
        }
    }

    private static Judgement whole(JsonText.Found found) {
        return found.complete()
                ? Judgement.GOOD
                : new Judgement.Doubtful("it has too many keys for repeated ones to be found");
    }

    private static Optional<Judgement> missed(
            String pointer, Optional<String> value, JsonText.Found found) {
        var there = found.values().get(pointer);
        if (there == null) {
            return Optional.of(
                    new Judgement.Bad("path", "a value at " + pointer, "nothing at " + pointer));
        }
        if (value.isEmpty() || value.equals(there)) {
            return Optional.empty();
        }
        var stands = there.map(JsonCheck::shown).orElse("a list or an object");
        return Optional.of(
                new Judgement.Bad(
                        "path",
                        "\"%s\" at %s".formatted(value.get(), pointer),
                        "%s at %s".formatted(stands, pointer)));
    }

    private static String shown(String text) {
        return text.length() > LONGEST_SHOWN
                ? "\"" + Wording.visible(text.substring(0, LONGEST_SHOWN)) + "…\""
                : "\"" + Wording.visible(text) + "\"";
    }

    /// As users write it.
    record Kind() implements CheckKind {
        private static final String POINTER = "^(/([^~]|~[01])*)?$";

        private static final Shape PATH =
                Shape.text(POINTER, "JSON pointer", "a path such as /items/0/name");

        @Override
        public String name() {
            return "json";
        }

        @Override
        public String says() {
            return "each file is JSON without a fault, fits a schema, has what must be in it";
        }

        @Override
        public Shape options() {
            var keys = new ArrayList<Key>();
            keys.addAll(
                    List.of(
                            Key.of(
                                    "schema",
                                    Shape.path(),
                                    "a JSON Schema file, from the automation's folder"),
                            Key.of(
                                    "path",
                                    Shape.either(
                                            PATH,
                                            Shape.list(PATH),
                                            new Shape.Table(
                                                    POINTER, "JSON pointer", Shape.text("value"))),
                                    "JSON pointers at which something must stand; with a value: just that"),
                            Key.of(
                                    "types",
                                    new Shape.Table(
                                            POINTER,
                                            "JSON pointer",
                                            Shape.oneOrMore(Shape.word(JsonType.words()))),
                                    "what must stand at JSON pointers, in which * is each of a list or an"
                                            + " object: {/items/*/id: integer}"),
                            Key.of(
                                    "items",
                                    new Shape.Table(POINTER, "JSON pointer", NumberTable.SHAPE),
                                    "how many values the list or object at a JSON pointer must have")));
            keys.addAll(Repeated.keys(POINTER, "JSON pointer"));
            return new Shape.Keys(keys, 0, keys.size());
        }

        @Override
        public Check parse(Options options) {
            var wanted = new LinkedHashMap<String, Optional<String>>();
            options.at("path").ifPresent(path -> want(path, wanted));
            var form =
                    new JsonForm(
                            types(options),
                            NumberTable.parse(options, "items"),
                            Repeated.parse(options));
            return new JsonCheck(options.text("schema").map(JsonSchemaFile::new), wanted, form);
        }

        private static Map<String, List<JsonType>> types(Options options) {
            var types = new LinkedHashMap<String, List<JsonType>>();
            if (options.at("types").orElse(null) instanceof Node.Mapping mapping) {
                mapping.entries()
                        .forEach(e ->
                                types.put(
                                        e.key().text(),
                                        e.value().texts().stream().map(JsonType::of).toList()));
            }
            return types;
        }

        private static void want(Node path, Map<String, Optional<String>> wanted) {
            if (path instanceof Node.Mapping mapping) {
                mapping.entries()
                        .forEach(e -> wanted.put(e.key().text(), Optional.of(e.value().text())));
            } else {
                path.texts().forEach(p -> wanted.put(p, Optional.empty()));
            }
        }
    }
}
