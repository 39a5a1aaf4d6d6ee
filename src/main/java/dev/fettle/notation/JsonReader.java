package dev.fettle.notation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads JSON that Fettle itself wrote: objects become maps, arrays lists, the rest texts, numbers,
/// booleans and null.
public final class JsonReader {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonReader() {}

    /// @throws tools.jackson.core.JacksonException where the text is no JSON
    public static @Nullable Object read(String text) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            return value(parser);
        }
    }

    /// An object's members.
    public static Map<String, @Nullable Object> object(String text) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        if (read(text) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> members.put(String.valueOf(name), value));
        }
        return members;
    }

    private static @Nullable Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case JsonToken.START_OBJECT -> members(parser);
            case JsonToken.START_ARRAY -> items(parser);
            case JsonToken.VALUE_STRING -> parser.getString();
            case JsonToken.VALUE_NUMBER_INT -> parser.getLongValue();
            case JsonToken.VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case JsonToken.VALUE_TRUE -> true;
            case JsonToken.VALUE_FALSE -> false;
            case null, default -> null;
        };
    }

    private static Map<String, @Nullable Object> members(JsonParser parser) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return members;
    }

    private static List<@Nullable Object> items(JsonParser parser) {
        var items = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }
}
