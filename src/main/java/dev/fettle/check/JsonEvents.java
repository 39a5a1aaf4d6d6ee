package dev.fettle.check;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Sees a JSON text pass by, token by token.
@FunctionalInterface
public interface JsonEvents {
    JsonEvents NONE = (_, _) -> {};

    /// @param parser stands at the token
    void on(JsonToken token, JsonParser parser);

    /// Where the value stands that begins at this token.
    static String pointer(JsonToken token, JsonParser parser) {
        var context =
                token.isStructStart()
                        ? parser.streamReadContext().getParent()
                        : parser.streamReadContext();
        return context == null ? "" : context.pathAsPointer().toString();
    }
}
