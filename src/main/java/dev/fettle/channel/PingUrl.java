package dev.fettle.channel;

import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Source;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// The URL of a service outside that wants to hear from time to time, and tells somebody when it
/// does not; in the form of healthchecks.io. It is a key: whoever knows it can say that all is
/// well, so it is not shown.
public record PingUrl(URI uri) {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String PART = "([A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*";

    public static final Shape SHAPE =
            Shape.text(
                    "^https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?(/"
                            + PART
                            + ")?(\\?"
                            + PART
                            + ")?$",
                    "ping URL",
                    "https://hc-ping.com/your-uuid");

    /// A node of that shape.
    public static Optional<PingUrl> parse(Node node, Source source, Consumer<Problem> problems) {
        try {
            var uri = URI.create(node.text());
            if (uri.getHost() != null) {
                return Optional.of(new PingUrl(uri));
            }
        } catch (IllegalArgumentException e) {
            // told below, in the same words
        }
        problems.accept(
                source.problem(
                        node.mark(),
                        "there is no host in this URL",
                        "right would be https://hc-ping.com/your-uuid"));
        return Optional.empty();
    }

    /// That all is well.
    public Delivery tell() throws InterruptedException {
        return tell("", Optional.empty(), "");
    }

    /// Tells it once, within ten seconds, however slow the names, the network or the server are.
    ///
    /// @param ending what happened: `/start`, `/fail`, an exit code, or nothing where all is well
    /// @param run tells runs apart that overlap
    /// @param body one line about it, or nothing
    public Delivery tell(String ending, Optional<UUID> run, String body)
            throws InterruptedException {
        var call =
                new Call(
                        body.isEmpty() ? "GET" : "POST",
                        at(ending, run),
                        Map.of("Content-Type", "text/plain; charset=utf-8"),
                        body);
        try {
            return Limited.call(LIMIT, () -> HttpSender.send(call, _ -> Optional.empty()));
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (TimeoutException e) {
            return Delivery.tryAgain(String.valueOf(e.getMessage()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private URI at(String ending, Optional<UUID> run) {
        var text = uri.toString();
        int query = text.indexOf('?');
        var path = query < 0 ? text : text.substring(0, query);
        var given = query < 0 ? "" : text.substring(query);
        return URI.create(
                (ending.isEmpty() ? path : path.replaceAll("/+$", "") + ending)
                        + given
                        + run.map(id -> (given.isEmpty() ? "?" : "&") + "rid=" + id).orElse(""));
    }

    /// Enough to know which one is meant.
    public String host() {
        return uri.getHost();
    }

    /// So that it stands in no log.
    @Override
    public String toString() {
        return "a URL at " + host();
    }
}
