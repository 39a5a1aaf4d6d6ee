package dev.fettle.notation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The JSON Schema of a [Shape], for editors that complete and check YAML.
public final class JsonSchema {
    private JsonSchema() {}

    /// A whole schema document as the maps and lists that [Json] writes.
    public static Map<String, Object> document(String title, Shape shape) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", title);
        schema.putAll(of(shape));
        return schema;
    }

    private static Map<String, Object> of(Shape shape) {
        var schema = new LinkedHashMap<String, Object>();
        switch (shape) {
            case Shape.Text text -> text(schema, text);
            case Shape.Word word -> schema.put("enum", word.words());
            case Shape.Whole whole -> {
                schema.put("type", "integer");
                schema.put("minimum", whole.least());
                if (whole.most() != Long.MAX_VALUE) {
                    schema.put("maximum", whole.most());
                }
            }
            case Shape.Flag _ -> schema.put("type", "boolean");
            case Shape.ListOf list -> {
                schema.put("type", "array");
                schema.put("items", of(list.item()));
                schema.put("minItems", list.least());
            }
            case Shape.Table table -> {
                schema.put("type", "object");
                schema.put("propertyNames", Map.of("pattern", table.keyPattern()));
                schema.put("additionalProperties", of(table.value()));
            }
            case Shape.Keys keys -> keys(schema, keys);
            case Shape.Either either ->
                    schema.put("anyOf", either.kinds().stream().map(JsonSchema::of).toList());
        }
        return schema;
    }

    private static void text(Map<String, Object> schema, Shape.Text text) {
        schema.put("type", text.number() ? List.of("string", "number", "boolean") : "string");
        if (!text.pattern().isEmpty()) {
            schema.put("pattern", text.pattern());
        } else if (text.filled()) {
            schema.put("pattern", "\\S");
        }
        if (!text.right().isEmpty()) {
            schema.put("description", text.right());
        }
    }

    private static void keys(Map<String, Object> schema, Shape.Keys keys) {
        schema.put("type", "object");
        var properties = new LinkedHashMap<String, Object>();
        for (var key : keys.keys()) {
            if (key.built()) {
                var property = new LinkedHashMap<String, Object>(of(key.shape()));
                var right = property.get("description");
                property.put(
                        "description",
                        right == null ? key.says() : "%s (%s)".formatted(key.says(), right));
                properties.put(key.name(), property);
            }
        }
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        var required = keys.keys().stream().filter(Key::required).map(Key::name).toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (keys.least() > 0) {
            schema.put("minProperties", keys.least());
        }
        if (keys.most() < keys.keys().size()) {
            schema.put("maxProperties", keys.most());
        }
    }
}
