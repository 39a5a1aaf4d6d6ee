package dev.fettle.channel;

import dev.fettle.notation.Key;
import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// `ntfy: {url: https://ntfy.sh/topic, token: SECRET}`
///
/// @param server what the topic is under
public record Ntfy(String server, String topic, Optional<String> token) implements Channel {
    /// Longer ones become attachments.
    private static final int LONGEST_BYTES = 4000;

    private static final int LONGEST_TITLE = 200;

    static final Shape SHAPE =
            Shape.keys(
                    Key.required(
                            "url",
                            Shape.text(
                                    "^https?://[^/\\s]+(/[^/\\s]+)*/[^/\\s?#]+$",
                                    "ntfy topic",
                                    "https://ntfy.sh/your-topic"),
                            "Server and topic. Whoever knows a topic's name can read it: choose one that nobody guesses."),
                    Key.of(
                            "token",
                            NamedSecret.SHAPE,
                            "The name of the secret with an access token."));

    static Optional<Channel> parse(Node.Mapping keys, Source source, Consumer<Problem> problems) {
        var url = keys.text("url").orElseThrow();
        int slash = url.lastIndexOf('/');
        return Optional.of(
                new Ntfy(url.substring(0, slash), url.substring(slash + 1), keys.text("token")));
    }

    /// The form in JSON: a header could hold neither an umlaut nor a line end.
    @Override
    public Delivery send(Letter letter, Around around) throws InterruptedException {
        var content = new LinkedHashMap<String, Object>();
        content.put("topic", Texts.filled(topic, around));
        content.put("title", Texts.cut(letter.subject(), LONGEST_TITLE));
        content.put("message", Texts.cutBytes(letter.text(), LONGEST_BYTES));
        content.put("priority", letter.urgency());
        content.put("tags", List.of(tag(letter)));
        letter.link().ifPresent(link -> content.put("click", link));
        var call = Call.json(Texts.filled(server, around) + "/", content);
        if (token.isPresent()) {
            call = call.with("Authorization", "Bearer " + around.secret(token.get()));
        }
        return HttpSender.send(call, Ntfy::receipt);
    }

    private static Optional<String> receipt(HttpSender.Answer answer) {
        return Optional.ofNullable(answer.json().get("id")).map(String::valueOf);
    }

    private static String tag(Letter letter) {
        return switch (letter.kind()) {
            case "opened", "still" -> "rotating_light";
            case "recovered" -> "white_check_mark";
            default -> "information_source";
        };
    }
}
