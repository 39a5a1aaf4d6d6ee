package dev.fettle.channel;

import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
import dev.fettle.notation.Source;
import dev.fettle.platform.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// `desktop: true`: a notification in the user's session, by `notify-send`.
public record Desktop() implements Channel {
    private static final int LONGEST = 1000;
    private static final String BUS = "DBUS_SESSION_BUS_ADDRESS";

    static Optional<Channel> parse(Node node, Source source, Consumer<Problem> problems) {
        if (node.text().equals("true")) {
            return Optional.of(new Desktop());
        }
        problems.accept(
                source.problem(
                        node.mark(), "desktop: false is no channel", "take the channel out"));
        return Optional.empty();
    }

    @Override
    public Delivery send(Letter letter, Around around) throws InterruptedException {
        var command = new ArrayList<String>();
        command.add("notify-send");
        command.add("--app-name=fettle");
        command.add("--urgency=" + urgency(letter));
        command.add("--");
        command.add(Texts.cut(letter.subject(), LONGEST));
        command.add(escaped(Texts.cut(letter.text(), LONGEST)));
        return ProgramSender.send(command, new byte[0], session(), around.home());
    }

    /// A daemon that a service manager started knows of no session; its bus has a place of its own.
    private static Map<String, String> session() {
        try {
            var place = Path.of("/run/user/" + Machine.uid() + "/bus");
            return System.getenv(BUS) == null && Files.exists(place)
                    ? Map.of(BUS, "unix:path=" + place)
                    : Map.of();
        } catch (IOException e) {
            return Map.of(); // then notify-send says what is missing
        }
    }

    private static String urgency(Letter letter) {
        return switch (letter.urgency()) {
            case 4, 5 -> "critical";
            case 3 -> "normal";
            default -> "low";
        };
    }

    /// Its text is read for marks.
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
