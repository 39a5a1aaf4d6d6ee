package dev.fettle.channel;

import dev.fettle.notation.Key;
import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Source;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// `webhook: {url: https://…, form: slack}`: HTTP in the form that a service understands.
///
/// @param url as stated, with `{SECRET}` where secrets go; empty where the form knows its own
/// @param headers further ones; values may hold `{SECRET}` too
/// @param stated what the form asks for: chat, user, room, and token, the name of a secret
public record Webhook(
        Form form, Optional<String> url, Map<String, String> headers, Map<String, String> stated)
        implements Channel {
    public Webhook {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        stated = Map.copyOf(stated);
    }

    private static final Shape URL =
            Shape.text("^https?://\\S+$", "URL", "https://hooks.example.org/path");

    static final Shape SHAPE =
            Shape.keys(
                    Key.of("url", URL, "Where it is sent; {NAME} stands for a secret's value."),
                    Key.of(
                            "form",
                            Shape.word(
                                    Stream.of(Form.values())
                                            .map(Form::word)
                                            .toArray(String[]::new)),
                            "What the other side understands. Default: plain, the alert as JSON."),
                    Key.of(
                            "headers",
                            new Shape.Table(
                                    "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$",
                                    "name of a header",
                                    Shape.text(
                                            "^[\\x20-\\x7E]*$",
                                            "value of a header",
                                            "printable ASCII")),
                            "Headers to add; {NAME} stands for a secret's value."),
                    Key.of("token", NamedSecret.SHAPE, "The name of the secret with the token."),
                    Key.of("chat", Shape.filled("chat"), "telegram: the chat's id."),
                    Key.of("user", Shape.filled("user"), "pushover: the user's key, or {NAME}."),
                    Key.of("room", Shape.filled("room"), "matrix: the room's id."));

    static Optional<Channel> parse(Node.Mapping keys, Source source, Consumer<Problem> problems) {
        var form =
                keys.text("form")
                        .map(word -> Form.valueOf(word.toUpperCase(Locale.ROOT)))
                        .orElse(Form.PLAIN);
        var stated = new LinkedHashMap<String, String>();
        for (var key : Form.KEYS) {
            var node = keys.get(key);
            boolean belongs = form.wants().contains(key);
            if (node.isPresent() && !belongs) {
                problems.accept(
                        source.problem(
                                node.get().mark(),
                                "form: %s has no %s".formatted(form.word(), key),
                                "take it out"));
            } else if (node.isEmpty() && belongs) {
                problems.accept(
                        source.problem(
                                keys.mark(),
                                "form: %s needs %s".formatted(form.word(), key),
                                "add %s:".formatted(key)));
            } else {
                node.ifPresent(n -> stated.put(key, n.text()));
            }
        }
        var url = keys.text("url");
        if (url.isEmpty() && !form.hasOwnUrl()) {
            problems.accept(
                    source.problem(
                            keys.mark(), "form: %s needs url".formatted(form.word()), "add url:"));
        }
        return Optional.of(new Webhook(form, url, headers(keys), stated));
    }

    private static Map<String, String> headers(Node.Mapping keys) {
        var headers = new LinkedHashMap<String, String>();
        if (keys.get("headers").orElse(null) instanceof Node.Mapping stated) {
            stated.entries().forEach(e -> headers.put(e.key().text(), e.value().text()));
        }
        return headers;
    }

    @Override
    public boolean gathers() {
        return form != Form.PLAIN;
    }

    @Override
    public Delivery send(Letter letter, Around around) throws InterruptedException {
        var filled = new LinkedHashMap<String, String>();
        headers.forEach((name, value) -> filled.put(name, Texts.filled(value, around)));
        return form.send(this, letter, around, filled);
    }

    /// The URL without a slash at its end, secrets filled in.
    String base(Around around, String otherwise) {
        var filled = Texts.filled(url.orElse(otherwise), around);
        return filled.endsWith("/") ? filled.substring(0, filled.length() - 1) : filled;
    }

    String value(String key, Around around) {
        return Texts.filled(stated.getOrDefault(key, ""), around);
    }

    String token(Around around) {
        return around.secret(stated.getOrDefault("token", ""));
    }
}
