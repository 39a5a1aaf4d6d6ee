package dev.fettle.channel;

import dev.fettle.notation.Key;
import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The key `channels:` of `fettle.yaml`: names, each with one way to reach the user.
public final class Channels {
    /// The same as everywhere: a variable's.
    static final Shape SECRET =
            Shape.text(
                    "^[A-Za-z_][A-Za-z0-9_]{0,63}$",
                    "name of a secret",
                    "the name of one that `fettle secret set` keeps, as in MAIL_PASSWORD");

    private static final Shape.Keys KINDS =
            new Shape.Keys(
                    List.of(
                            Key.of("email", Email.SHAPE, "By mail."),
                            Key.notYet("ntfy"),
                            Key.notYet("webhook"),
                            Key.notYet("desktop"),
                            Key.notYet("apprise"),
                            Key.notYet("command")),
                    1,
                    1);

    private Channels() {}

    public static Shape shape() {
        return new Shape.Table("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", "name of a channel", KINDS);
    }

    /// A node of the right shape.
    public static Map<String, Channel> parse(
            Node.Mapping stated, Source source, Consumer<Problem> problems) {
        var channels = new LinkedHashMap<String, Channel>();
        for (var entry : stated.entries()) {
            channel((Node.Mapping) entry.value(), source, problems)
                    .ifPresent(channel -> channels.put(entry.key().text(), channel));
        }
        return channels;
    }

    private static Optional<Channel> channel(
            Node.Mapping one, Source source, Consumer<Problem> problems) {
        var kind = one.entries().getFirst();
        return switch (kind.key().text()) {
            case "email" -> Email.parse((Node.Mapping) kind.value(), source, problems);
            case String other -> throw new IllegalStateException("no kind of channel: " + other);
        };
    }
}
