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
    private static final String NAME = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";

    private static final Shape.Keys KINDS =
            new Shape.Keys(
                    List.of(
                            Key.of("email", Email.SHAPE, "By mail."),
                            Key.of("ntfy", Ntfy.SHAPE, "By a push to your phone, through ntfy."),
                            Key.of("webhook", Webhook.SHAPE, "By HTTP, in the form of a service."),
                            Key.of(
                                    "desktop",
                                    new Shape.Flag(),
                                    "By a notification on your screen (notify-send)."),
                            Key.of(
                                    "apprise",
                                    Apprise.SHAPE,
                                    "By the apprise program: a URL of its kind; {NAME} stands for a secret's value."),
                            Key.of(
                                    "command",
                                    Program.SHAPE,
                                    "By a program of your own: the alert as JSON on its standard input.")),
                    1,
                    1);

    private Channels() {}

    public static Shape shape() {
        return new Shape.Table(NAME, "name of a channel", KINDS);
    }

    public static Shape name() {
        return Shape.text(NAME, "name of a channel", "one of those under channels in fettle.yaml");
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
            case "ntfy" -> Ntfy.parse((Node.Mapping) kind.value(), source, problems);
            case "webhook" -> Webhook.parse((Node.Mapping) kind.value(), source, problems);
            case "desktop" -> Desktop.parse(kind.value(), source, problems);
            case "apprise" -> Optional.of(Apprise.parse(kind.value()));
            case "command" -> Optional.of(Program.parse(kind.value()));
            case String other -> throw new IllegalStateException("no kind of channel: " + other);
        };
    }
}
