package dev.fettle.channel;

import dev.fettle.notation.Node;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// `apprise: "tgram://…"`: whatever the apprise program knows, where it is installed.
///
/// @param url as stated, with `{SECRET}` where secrets go
public record Apprise(String url) implements Channel {
    private static final Path MEMORY = Path.of("/dev/shm");

    static final Shape SHAPE =
            Shape.text("^[A-Za-z0-9]+://\\S+$", "URL of Apprise", "tgram://{BOT}/12345");

    static Apprise parse(Node node) {
        return new Apprise(node.text());
    }

    /// The URL holds secrets, and arguments are for everybody to see: it is handed over in a file.
    @Override
    public Delivery send(Letter letter, Around around) throws InterruptedException {
        try {
            var folder = Files.isDirectory(MEMORY) ? MEMORY : Path.of(tmp());
            var config = Files.createTempFile(folder, "fettle-apprise-", ".conf"); // 0600
            try {
                Files.writeString(config, Texts.filled(url, around) + "\n");
                return ProgramSender.send(
                        List.of(
                                "apprise",
                                "--title=" + Texts.cut(letter.subject(), 200),
                                "--notification-type=" + type(letter),
                                "--config=" + config),
                        ProgramSender.bytes(letter.text()),
                        Map.of("LC_ALL", "C.UTF-8"),
                        around.home());
            } finally {
                Files.deleteIfExists(config);
            }
        } catch (IOException e) {
            return Delivery.tryAgain(Wording.denied(e));
        }
    }

    private static String tmp() {
        return System.getProperty("java.io.tmpdir");
    }

    private static String type(Letter letter) {
        return switch (letter.kind()) {
            case "opened", "still" -> "failure";
            case "recovered" -> "success";
            default -> "info";
        };
    }
}
