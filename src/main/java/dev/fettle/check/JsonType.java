package dev.fettle.check;

import java.util.Arrays;
import java.util.Locale;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// What a value in a JSON text may be.
public enum JsonType {
    OBJECT,
    LIST,
    TEXT,
    /// A text with something to see in it.
    FILLED,
    DATE,
    TIMESTAMP,
    NUMBER,
    INTEGER,
    /// A number above zero.
    POSITIVE,
    BOOLEAN,
    NULL;

    static JsonType of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    static String[] words() {
        return Arrays.stream(values()).map(JsonType::word).toArray(String[]::new);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @param parser stands at the value's first token
    public boolean fits(JsonToken token, JsonParser parser) {
        return switch (this) {
            case OBJECT -> token == JsonToken.START_OBJECT;
            case LIST -> token == JsonToken.START_ARRAY;
            case TEXT -> token == JsonToken.VALUE_STRING;
            case FILLED -> token == JsonToken.VALUE_STRING && !parser.getString().isBlank();
            case DATE -> isText(token, parser, CellType.DATE);
            case TIMESTAMP -> isText(token, parser, CellType.TIMESTAMP);
            case NUMBER -> token.isNumeric();
            case INTEGER -> token == JsonToken.VALUE_NUMBER_INT;
            case POSITIVE -> token.isNumeric() && CellType.POSITIVE.fits(parser.getString());
            case BOOLEAN -> token.isBoolean();
            case NULL -> token == JsonToken.VALUE_NULL;
        };
    }

    private static boolean isText(JsonToken token, JsonParser parser, CellType type) {
        return token == JsonToken.VALUE_STRING
                && !parser.getString().isBlank()
                && type.fits(parser.getString());
    }
}
