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
/// @param server empty where the machine's own `sendmail` takes the mail
public record Email(List<String> to, Optional<String> from, Optional<Server> server)
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

    record Server(String host, int port, Security security, Optional<Login> login) {}

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
                    Key.of(
                            "sendmail",
                            new Shape.Flag(),
                            "The machine's own sendmail program takes it, and no server is needed."),
                    Key.of(
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
                            NamedSecret.SHAPE,
                            "The name of the secret with the password."));

    @Override
    public Delivery send(Letter letter, Around around) throws InterruptedException {
        return server.isPresent()
                ? SmtpSender.send(this, server.get(), letter, around)
                : Sendmail.send(this, letter, around);
    }

    /// A node of the right shape.
    static Optional<Channel> parse(Node.Mapping keys, Source source, Consumer<Problem> problems) {
        var to = keys.get("to").orElseThrow().texts();
        var from = keys.text("from");
        var server = keys.get("server");
        var sendmail = keys.get("sendmail").filter(node -> node.text().equals("true"));
        if (server.isPresent() == sendmail.isPresent()) {
            problems.accept(
                    source.problem(
                            sendmail.map(Node::mark).orElse(keys.mark()),
                            "a mail is given to a server, or to sendmail",
                            "state either server: smtps://mail.example.org, or sendmail: true"));
            return Optional.empty();
        }
        if (sendmail.isPresent()) {
            for (var key : List.of("starttls", "user", "password")) {
                keys.get(key)
                        .ifPresent(node ->
                                problems.accept(
                                        source.problem(
                                                node.mark(),
                                                "sendmail has no use for " + key,
                                                "take it out")));
            }
        }
        return Optional.of(
                new Email(to, from, server.map(node -> server(node, keys, source, problems))));
    }

    private static Server server(
            Node server, Node.Mapping keys, Source source, Consumer<Problem> problems) {
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
        return new Server(
                address.getHost(),
                address.getPort() >= 0 ? address.getPort() : port(security),
                security,
                user.flatMap(u -> password.map(p -> new Login(u.text(), p.text()))));
    }

    private static int port(Security security) {
        return switch (security) {
            case NONE -> PLAIN_PORT;
            case STARTTLS -> SUBMISSION_PORT;
            case TLS -> TLS_PORT;
        };
    }
}
