package dev.fettle.verb;

import dev.fettle.automation.Home;
import dev.fettle.notation.UserError;
import dev.fettle.platform.AtomicFile;
import dev.fettle.platform.Clock;
import dev.fettle.platform.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks how somebody wants to be told when something breaks, and writes it into `fettle.yaml`: what
/// nobody states on the first day is missing on the day that something breaks.
public final class FirstChannel {
    private static final String PASSWORD = "MAIL_PASSWORD";
    private static final List<Path> SENDMAIL =
            List.of(Path.of("/usr/sbin/sendmail"), Path.of("/usr/lib/sendmail"));

    private final Questions questions;
    private final Passwords passwords;
    private final Map<String, String> environment;

    /// Somebody who types what nobody shall see.
    @FunctionalInterface
    public interface Passwords {
        byte[] ask(String question) throws IOException;
    }

    public FirstChannel(Questions questions, Passwords passwords, Map<String, String> environment) {
        this.questions = questions;
        this.passwords = passwords;
        this.environment = Map.copyOf(environment);
    }

    /// @return the lines that were added to `fettle.yaml`; empty where nobody wants to be told
    public Optional<String> ask(Home home, Clock clock) throws IOException {
        if (!home.settings().channels().isEmpty()) {
            return Optional.empty();
        }
        var channels = new ArrayList<String>();
        var where =
                questions.ask(
                        "Who is told when something breaks? A mail address, the URL of an ntfy topic (https://ntfy.sh/…), or Enter for nobody yet:",
                        "",
                        FirstChannel::objectionToPlace);
        if (where.contains("://")) {
            channels.add("  phone: {ntfy: {url: '%s'}}".formatted(where));
        } else if (!where.isEmpty()) {
            mail(home, clock, where).ifPresent(channels::add);
        }
        if (hasSession() && questions.agree("Shall this screen show it, too?")) {
            channels.add("  screen: {desktop: true}");
        }
        if (channels.isEmpty()) {
            return Optional.empty();
        }
        var added = "channels:\n" + String.join("\n", channels) + "\n";
        add(home, added);
        return Optional.of(added);
    }

    private static Optional<String> objectionToPlace(String said) {
        boolean good =
                said.isEmpty()
                        || said.matches("[^\\s@'\"<>,;:()\\[\\]\\\\]+@[^\\s@'\"<>,;:()\\\\]+")
                        || said.matches("https?://[^/\\s']+(/[^/\\s']+)*/[^/\\s?#']+");
        return good
                ? Optional.empty()
                : Optional.of("right would be me@example.org, or https://ntfy.sh/your-topic");
    }

    private Optional<String> mail(Home home, Clock clock, String address) throws IOException {
        var sendmail = SENDMAIL.stream().anyMatch(Files::isExecutable);
        var server =
                questions.ask(
                        "Which server sends it? smtps://mail.example.org, smtp://localhost, or sendmail:",
                        sendmail ? "sendmail" : "",
                        FirstChannel::objectionToServer);
        if (server.isEmpty()) {
            return Optional.empty();
        }
        if (server.equals("sendmail")) {
            return Optional.of("  me: {email: {to: %s, sendmail: true}}".formatted(address));
        }
        var login = login(home, clock, server);
        return Optional.of(
                "  me: {email: {to: %1$s%2$s, server: '%3$s'%4$s}}"
                        .formatted(
                                address,
                                login.isEmpty() ? "" : ", from: " + address,
                                server,
                                login));
    }

    private static Optional<String> objectionToServer(String said) {
        boolean good =
                said.isEmpty()
                        || said.equals("sendmail")
                        || said.matches("smtps?://[A-Za-z0-9._-]+(:[0-9]{1,5})?");
        return good
                ? Optional.empty()
                : Optional.of("right would be smtps://mail.example.org, or sendmail");
    }

    private String login(Home home, Clock clock, String server) throws IOException {
        var user =
                questions.ask(
                        "Who are you there? The user's name, or Enter where it asks for none:",
                        "",
                        said ->
                                said.indexOf('\'') < 0
                                        ? Optional.empty()
                                        : Optional.of("a name without quotes"));
        if (user.isEmpty()) {
            return "";
        }
        var password = passwords.ask("Password of " + user + ": ");
        SecretVerb.set(home, clock, PASSWORD, password);
        var starttls = server.startsWith("smtp://") ? ", starttls: true" : "";
        return "%s, user: '%s', password: %s".formatted(starttls, user, PASSWORD);
    }

    private boolean hasSession() {
        boolean shows =
                environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
        return shows
                && Programs.find("notify-send", environment.getOrDefault("PATH", "")).isPresent();
    }

    /// What stood there stays as it was, and where the two do not go together it stands alone
    /// again.
    private static void add(Home home, String channels) throws IOException {
        var file = home.root().resolve(Home.MARK);
        var before = Files.readString(file);
        var gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
        AtomicFile.write(file, bytes(before + gap + "\n" + channels));
        try {
            home.settings();
        } catch (UserError e) {
            AtomicFile.write(file, bytes(before));
            throw e;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
