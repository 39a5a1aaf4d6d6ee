package dev.fettle.channel;

import dev.fettle.notation.Key;
import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Source;
import dev.fettle.notation.Wording;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// `email: {to: me@example.org, server: smtps://mail.example.org, user: me, password: MAIL}`
///
/// @param from empty for `fettle@` and the machine's name
public record Email(
        List<String> to,
        Optional<String> from,
        String host,
        int port,
        Security security,
        Optional<Login> login)
        implements Channel {
    public Email {
        to = List.copyOf(to);
    }

    public enum Security {
        NONE,
        /// Wanted, never only hoped for.
        STARTTLS,
        TLS
    }

    /// @param password the name of the secret
    public record Login(String user, String password) {}

    private static final int PLAIN_PORT = 25;
    private static final int SUBMISSION_PORT = 587;
    private static final int TLS_PORT = 465;
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final Shape ADDRESS =
            Shape.text(
                    "^[^\\s@<>,;:\"()\\[\\]\\\\]+@[^\\s@<>,;:\"()\\\\]+$",
                    "mail address",
                    "me@example.org");

    static final Shape SHAPE =
            Shape.keys(
                    Key.required("to", Shape.oneOrMore(ADDRESS), "Who gets the mail."),
                    Key.of("from", ADDRESS, "Who it is from. Default: fettle@ this machine."),
                    Key.required(
                            "server",
                            Shape.text(
                                    "^smtps?://(\\[[0-9A-Fa-f:]+\\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?/?$",
                                    "mail server",
                                    "smtp://localhost:25, or smtps://mail.example.org"),
                            "smtp:// or smtps:// (TLS from the first byte), a host, and a port where it is not the usual one."),
                    Key.of("starttls", new Shape.Flag(), "TLS is demanded of an smtp:// server."),
                    Key.of("user", Shape.filled("user"), "Whom the server knows."),
                    Key.of(
                            "password",
                            Channels.SECRET,
                            "The name of the secret with the password."));

    @Override
    public Delivery send(Letter letter, Around around) throws InterruptedException {
        return SmtpSender.send(this, letter, around);
    }

    /// A node of the right shape.
    static Optional<Channel> parse(Node.Mapping keys, Source source, Consumer<Problem> problems) {
        var server = keys.get("server").orElseThrow();
        var address = URI.create(server.text());
        boolean tls = address.getScheme().equals("smtps");
        boolean starttls = keys.text("starttls").map(Boolean::parseBoolean).orElse(false);
        var user = keys.get("user");
        var password = keys.get("password");
        if (tls && starttls) {
            problems.accept(
                    source.problem(
                            keys.get("starttls").orElseThrow().mark(),
                            "smtps:// is TLS from the first byte",
                            "take out starttls, or write smtp://"));
        }
        if (user.isPresent() != password.isPresent()) {
            problems.accept(
                    source.problem(
                            user.or(() -> password).orElseThrow().mark(),
                            "user and password belong together",
                            "state both, or neither"));
        } else if (user.isPresent() && !tls && !starttls && !HERE.contains(address.getHost())) {
            problems.accept(
                    source.problem(
                            server.mark(),
                            "the password would go to %s for everybody to read"
                                    .formatted(Wording.quoted(address.getHost())),
                            "write smtps://, or starttls: true"));
        }
        var security = tls ? Security.TLS : starttls ? Security.STARTTLS : Security.NONE;
        return Optional.of(
                new Email(
                        keys.get("to").orElseThrow().texts(),
                        keys.text("from"),
                        address.getHost(),
                        address.getPort() >= 0 ? address.getPort() : port(security),
                        security,
                        user.flatMap(u -> password.map(p -> new Login(u.text(), p.text())))));
    }

    private static int port(Security security) {
        return switch (security) {
            case NONE -> PLAIN_PORT;
            case STARTTLS -> SUBMISSION_PORT;
            case TLS -> TLS_PORT;
        };
    }
}
