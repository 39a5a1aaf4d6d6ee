package dev.fettle.channel;

import dev.fettle.platform.Programs;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// Gives a mail to the machine's own `sendmail`, which keeps it until it is gone.
final class Sendmail {
    /// Where it lies, where the user's PATH does not say so.
    private static final List<Path> PLACES =
            List.of(Path.of("/usr/sbin/sendmail"), Path.of("/usr/lib/sendmail"));

    /// EX_NOUSER and EX_NOPERM of sysexits.h.
    private static final List<Integer> REFUSALS = List.of(67, 77);

    private Sendmail() {}

    static Delivery send(Email email, Letter letter, Around around) throws InterruptedException {
        return ProgramSender.send(
                List.of(program(), "-i", "-t"),
                bytes(email, letter, around),
                Map.of(),
                around.home(),
                REFUSALS);
    }

    private static String program() {
        var path = System.getenv("PATH");
        return Programs.find("sendmail", path == null ? "" : path)
                .or(() -> PLACES.stream().filter(Files::isExecutable).findFirst())
                .map(Path::toString)
                .orElse("sendmail");
    }

    private static byte[] bytes(Email email, Letter letter, Around around) {
        var bytes = new ByteArrayOutputStream();
        try {
            new Mail(Session.getInstance(new Properties()), email, letter, around.host())
                    .writeTo(bytes);
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException("a mail that cannot be written", e);
        }
        // sendmail reads lines as the machine's own programs write them.
        return ProgramSender.bytes(bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }
}
