package dev.fettle.channel;

import dev.fettle.notation.Json;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/// One request over HTTP.
record Call(String method, URI uri, Map<String, String> headers, String body) {
    Call {
        headers = Map.copyOf(headers);
    }

    /// A POST of JSON.
    static Call json(String uri, Object content) {
        return new Call(
                "POST",
                URI.create(uri),
                Map.of("Content-Type", "application/json"),
                content instanceof String text ? text : Json.line(content));
    }

    Call with(Map<String, String> more) {
        var all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Call(method, uri, all, body);
    }

    Call with(String name, String value) {
        return with(Map.of(name, value));
    }
}
