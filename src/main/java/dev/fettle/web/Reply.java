package dev.fettle.web;

import dev.fettle.notation.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// An answer, before it is HTTP.
@SuppressWarnings("ArrayRecordComponent") // sent as it is; nobody compares answers
record Reply(int status, String type, Map<String, String> headers, byte[] body) {
    static final String TEXT = "text/plain; charset=utf-8";

    /// Sent with every answer: nothing runs that is not ours, nothing is kept, nobody frames it.
    static final Map<String, String> SECURITY =
            Map.of(
                    "Content-Security-Policy",
                    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
                            + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                            + " frame-ancestors 'none'",
                    "X-Content-Type-Options",
                    "nosniff",
                    "Referrer-Policy",
                    "no-referrer",
                    "Cache-Control",
                    "no-store",
                    "Cross-Origin-Resource-Policy",
                    "same-origin",
                    "Cross-Origin-Opener-Policy",
                    "same-origin");

    private static final Map<Integer, String> PHRASES =
            Map.of(
                    200, "OK",
                    400, "Bad Request",
                    403, "Forbidden",
                    404, "Not Found",
                    405, "Method Not Allowed",
                    421, "Misdirected Request",
                    500, "Internal Server Error");

    static Reply html(int status, String page) {
        return new Reply(status, "text/html; charset=utf-8", Map.of(), bytes(page));
    }

    static Reply json(int status, Object value) {
        return new Reply(status, "application/json", Map.of(), bytes(Json.text(value)));
    }

    static Reply text(int status, String sentence) {
        return new Reply(status, TEXT, Map.of(), bytes(sentence + "\n"));
    }

    Reply with(String header, String value) {
        return new Reply(status, type, Map.of(header, value), body);
    }

    String phrase() {
        return PHRASES.getOrDefault(status, "");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
